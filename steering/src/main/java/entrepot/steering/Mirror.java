package entrepot.steering;

import entrepot.steering.map.Host;
import entrepot.steering.network.Address;
import entrepot.steering.network.Netblock;
import entrepot.steering.network.Netblocks;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A host as answers need it: its URLs ready to be written, and whom it serves. */
final class Mirror {
  static final int HTTP = 1;
  static final int HTTPS = 2;

  private final int number;
  private final Host host;
  private final List<Root> bases;
  private final int protocols;
  private final int cut;
  private final @Nullable Netblocks<Netblock> networks;

  /**
   * Where trees begin.
   *
   * @param protocol {@link #HTTP} or {@link #HTTPS}
   * @param url with a slash at the end
   * @param xml the beginning of its element in a metalink, up to the preference's value
   * @param xmlUrl the URL as XML has it
   */
  record Root(int protocol, String url, String xml, String xmlUrl) {}

  /** The host of that number in its map. */
  Mirror(int number, Host host) {
    this.number = number;
    this.host = host;
    // Of two protocols https comes first, of two addresses the one that was given first.
    this.bases =
        host.urls().stream()
            .map(this::base)
            .sorted(Comparator.comparingInt(Root::protocol).reversed())
            .toList();
    this.protocols = bases.stream().mapToInt(Root::protocol).reduce(0, (a, b) -> a | b);
    this.cut = host.tree().map(tree -> tree.length() + 1).orElse(0);
    this.networks =
        host.networks().isEmpty()
            ? null
            : new Netblocks<>(
                host.networks().stream()
                    .distinct()
                    .collect(Collectors.toMap(Function.identity(), Function.identity())));
  }

  private Root base(URI given) {
    String text = given.toASCIIString();
    boolean tls = text.regionMatches(true, 0, "https:", 0, "https:".length());
    String url = text.endsWith("/") ? text : text + "/";
    return new Root(
        tls ? HTTPS : HTTP,
        url,
        Metalink.beginning(tls ? "https" : "http", host.country()),
        Xml.text(url));
  }

  int number() {
    return number;
  }

  Host host() {
    return host;
  }

  boolean external() {
    return host.external();
  }

  /** Its URLs, https before http. */
  List<Root> bases() {
    return bases;
  }

  /** Its first URL of those protocols. */
  Root base(int accepted) {
    for (Root each : bases) {
      if ((each.protocol() & accepted) != 0) {
        return each;
      }
    }
    throw new IllegalStateException("mirror without the protocols that it was chosen for");
  }

  /**
   * A path as it is behind this mirror's URLs.
   *
   * @param path begins with a tree's name, escaped for where it will stand
   */
  String below(String path) {
    return path.substring(Math.min(cut, path.length()));
  }

  /** Whether it has a URL of one of those protocols. */
  boolean speaks(int accepted) {
    return (protocols & accepted) != 0;
  }

  boolean isIn(@Nullable String location) {
    Optional<String> own = host.location();
    return location != null && own.isPresent() && own.get().equals(location);
  }

  /** Whether a client with that address is served at all. */
  boolean serves(@Nullable Address client) {
    return networks == null || (client != null && networks.find(client).isPresent());
  }
}
