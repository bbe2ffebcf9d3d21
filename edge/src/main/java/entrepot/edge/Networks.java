package entrepot.edge;

import entrepot.kit.Failure;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.format.util.DualIPv4v6Tries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client networks that an edge serves; none means everybody. */
final class Networks {
  private final @Nullable DualIPv4v6Tries allowed;

  private Networks(@Nullable DualIPv4v6Tries allowed) {
    this.allowed = allowed;
  }

  /** Those networks, written as CIDR; throws {@link InvalidNetwork}. */
  static Networks of(List<String> cidrs) {
    if (cidrs.isEmpty()) {
      return new Networks(null);
    }
    DualIPv4v6Tries tries = new DualIPv4v6Tries();
    for (String cidr : cidrs) {
      tries.add(plain(network(cidr)));
    }
    return new Networks(tries);
  }

  /** Whether there is anybody who is not served. */
  boolean restricted() {
    return allowed != null;
  }

  /** Whether a client with that address is served. */
  boolean allows(String address) {
    if (allowed == null) {
      return true;
    }
    int zone = address.indexOf('%');
    IPAddress client =
        new IPAddressString(zone < 0 ? address : address.substring(0, zone)).getAddress();
    return client != null && allowed.elementContains(plain(client));
  }

  private static IPAddress network(String cidr) {
    try {
      IPAddress address = new IPAddressString(cidr).toAddress();
      if (address == null || (address.isMultiple() && !address.isPrefixBlock())) {
        throw new InvalidNetwork(cidr, "is not a network such as 10.0.0.0/8", null);
      }
      return address.isPrefixed() ? address.toPrefixBlock() : address;
    } catch (AddressStringException e) {
      throw new InvalidNetwork(cidr, String.valueOf(e.getMessage()), e);
    }
  }

  /** An IPv4 address in its IPv6 clothes (::ffff:a.b.c.d) is that IPv4 address. */
  private static IPAddress plain(IPAddress address) {
    if (address.isIPv6() && address.toIPv6().isIPv4Mapped()) {
      return address.toIPv6().getEmbeddedIPv4Address();
    }
    return address;
  }

  /** A configured client network that is none. */
  static final class InvalidNetwork extends Failure {
    private static final long serialVersionUID = 1L;

    InvalidNetwork(String cidr, String found, @Nullable Throwable cause) {
      super(
          "network '%s': %s".formatted(cidr, found),
          "Write it as CIDR: 192.0.2.0/24 or 2001:db8::/32.",
          cause);
    }
  }
}
