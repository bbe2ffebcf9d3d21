package entrepot.kit.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Says which addresses an upstream may have, so that a hostile redirect or name cannot make this
 * machine ask itself, its neighbours, or its cloud's metadata service.
 */
final class AddressGuard {
  /** Metadata services at addresses that are not link-local: AWS by IPv6, Alibaba, Oracle. */
  private static final Set<String> METADATA =
      Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

  private final boolean allowPrivate;

  AddressGuard(boolean allowPrivate) {
    this.allowPrivate = allowPrivate;
  }

  /** Why that address must not be asked; empty when it may. */
  Optional<String> objection(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> ofV4(v4.getAddress(), v4);
      default -> ofV6(address);
    };
  }

  /** Whether {@code allowPrivate} would lift the objection. */
  static boolean configurable(InetAddress address) {
    return new AddressGuard(true).objection(address).isEmpty();
  }

  private Optional<String> ofV4(byte[] ip, InetAddress address) {
    int first = ip[0] & 0xff;
    int second = ip[1] & 0xff;
    if (never(address) || first == 0 || first >= 240) {
      return Optional.of("is a link-local, metadata, multicast or reserved address");
    }
    boolean shared = first == 100 && second >= 64 && second < 128;
    boolean local = address.isLoopbackAddress() || address.isSiteLocalAddress() || shared;
    return local && !allowPrivate ? Optional.of("is a private address") : Optional.empty();
  }

  private Optional<String> ofV6(InetAddress address) {
    byte[] ip = address.getAddress();
    if (never(address)) {
      return Optional.of("is a link-local, metadata, multicast or unspecified address");
    }
    boolean unique = (ip[0] & 0xfe) == 0xfc;
    if (address.isLoopbackAddress() || address.isSiteLocalAddress() || unique) {
      return allowPrivate ? Optional.empty() : Optional.of("is a private address");
    }
    return embedded(ip).flatMap(v4 -> ofV4(v4.getAddress(), v4));
  }

  private static boolean never(InetAddress address) {
    return address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || METADATA.contains(withoutZone(address.getHostAddress()));
  }

  private static String withoutZone(String text) {
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** The IPv4 address that a gateway would ask: mapped, compatible, NAT64, 6to4. */
  private static Optional<InetAddress> embedded(byte[] ip) {
    if ((ip[0] & 0xff) == 0x20 && ip[1] == 2) {
      return v4(ip, 2);
    }
    boolean nat64 = ip[0] == 0 && ip[1] == 0x64 && (ip[2] & 0xff) == 0xff && (ip[3] & 0xff) == 0x9b;
    boolean compatible = Arrays.equals(ip, 0, 10, new byte[10], 0, 10);
    return nat64 || compatible ? v4(ip, 12) : Optional.empty();
  }

  private static Optional<InetAddress> v4(byte[] ip, int from) {
    try {
      return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(ip, from, from + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
