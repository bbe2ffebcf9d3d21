package entrepot.steering;

import entrepot.kit.listen.Request;
import entrepot.steering.network.Address;
import entrepot.steering.network.Netblock;
import entrepot.steering.network.Netblocks;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The address that a request came from: the socket's, or what a trusted proxy says. */
final class Clients {
  private final Netblocks<Netblock> proxies;

  Clients(List<Netblock> trustedProxies) {
    proxies =
        new Netblocks<>(
            trustedProxies.stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), Function.identity())));
  }

  /** Empty for a unix socket. Only the last entry is the proxy's own; others a client can write. */
  Optional<Address> of(Request request) {
    Optional<Address> socket = Address.parse(withoutZone(request.client()));
    if (socket.flatMap(proxies::find).isEmpty()) {
      return socket;
    }
    List<String> headers = request.headers().getAll("X-Forwarded-For");
    if (headers.isEmpty()) {
      return socket;
    }
    String last = headers.getLast();
    return Address.parse(withoutPort(last.substring(last.lastIndexOf(',') + 1).strip()))
        .or(() -> socket);
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  /** Some proxies write {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String entry) {
    int bracket = entry.indexOf(']');
    if (entry.startsWith("[") && bracket > 0) {
      return entry.substring(1, bracket);
    }
    int colon = entry.indexOf(':');
    return colon > 0 && colon == entry.lastIndexOf(':') ? entry.substring(0, colon) : entry;
  }
}
