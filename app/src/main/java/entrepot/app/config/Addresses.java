package entrepot.app.config;

import entrepot.kit.config.Value;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads URLs, networks and listening addresses, and reports those that are none. */
final class Addresses {
  private static final Pattern LISTEN =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+)|(localhost)):([0-9]{1,5})");

  /** Stands in where the file is wrong, until that has been reported. */
  static final URI NOT_GIVEN = URI.create("urn:not-given");

  private Addresses() {}

  /**
   * The http or https URL of a folder, without credentials, query or fragment; no slash at its end.
   */
  static Optional<URI> url(Value value) {
    Optional<URI> url = address(value);
    if (url.isPresent() && url.get().getRawQuery() != null) {
      value.error("has a '?' or '#' in it", "write scheme, host and path only");
      return Optional.empty();
    }
    return url.map(folder -> URI.create(folder.toString().replaceAll("/+$", "")));
  }

  /** The http or https URL of a document; it may have a query, but no variables of clients. */
  static Optional<URI> document(Value value) {
    Optional<URI> url = address(value);
    if (url.isPresent() && value.text().contains("$")) {
      value.error(
          "has a variable of yum or dnf in it",
          "write the version and the architecture in its place, and leave location away");
      return Optional.empty();
    }
    return url;
  }

  private static Optional<URI> address(Value value) {
    URI url;
    try {
      url = new URI(value.text());
    } catch (URISyntaxException e) {
      // The reason alone: the exception's message repeats the text, which may hold a password.
      value.error("is not a URL: " + e.getReason(), "write something like http://example.org/path");
      return Optional.empty();
    }
    String scheme = String.valueOf(url.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      value.error("is not a URL that begins with http:// or https://", "write it with one of them");
    } else if (url.getRawUserInfo() != null
        || String.valueOf(url.getRawAuthority()).contains("@")) {
      value.error(
          "has a user name or password in it",
          "remove what is before the '@': credentials come from files or the environment, never from here");
    } else if (url.getHost() == null) {
      value.error("has no host name", "write something like " + scheme + "://example.org/path");
    } else if (url.getRawFragment() != null) {
      value.error("has a '?' or '#' in it", "write scheme, host and path only");
    } else {
      return Optional.of(url);
    }
    return Optional.empty();
  }

  /** A network in CIDR notation, or one address. */
  static Optional<IPAddress> network(Value value) {
    IPAddress address = new IPAddressString(value.text()).getAddress();
    if (address == null || (address.isMultiple() && !address.isPrefixed())) {
      value.error(
          "'%s' is not a network".formatted(value.text()),
          "write it in CIDR notation, such as 10.0.0.0/8 or 2001:db8::/32");
      return Optional.empty();
    }
    IPAddress block = address.toPrefixBlock();
    if (address.isPrefixed() && !address.getLower().equals(block.getLower())) {
      value.error(
          "'%s' has bits beyond its prefix".formatted(value.text()),
          "did you mean '%s'?".formatted(block.toCompressedString()));
      return Optional.empty();
    }
    return Optional.of(block);
  }

  /** An IP address (or localhost) and a port. */
  static Optional<InetSocketAddress> listen(Value value) {
    Matcher match = LISTEN.matcher(value.text());
    if (!match.matches()) {
      value.error(
          "'%s' is not an IP address and a port".formatted(value.text()),
          "write something like 127.0.0.1:8080 or [::1]:8080");
      return Optional.empty();
    }
    int port = Integer.parseInt(match.group(4));
    if (port > 65_535) {
      value.error("port %d is more than 65535".formatted(port), "choose a port up to 65535");
      return Optional.empty();
    }
    if (match.group(3) != null) {
      return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
    String host = match.group(1) == null ? match.group(2) : match.group(1);
    IPAddress address = new IPAddressString(host).getAddress();
    if (address == null || address.isMultiple()) {
      value.error("'%s' is not an IP address".formatted(host), "write one such as 127.0.0.1");
      return Optional.empty();
    }
    return Optional.of(new InetSocketAddress(address.toInetAddress(), port));
  }
}
