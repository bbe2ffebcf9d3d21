package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads where servers listen, and finds two that want one address. */
final class Listeners {
  private final Map<InetSocketAddress, String> owners = new HashMap<>();

  /** The address under {@code listen}. */
  Optional<InetSocketAddress> of(Section section, String owner) {
    Optional<Value> value = section.value("listen");
    Optional<InetSocketAddress> address = value.flatMap(Addresses::listen);
    if (value.isPresent() && address.isPresent() && address.get().getPort() != 0) {
      Owners.unique(owners, address.get(), value.get(), owner);
    }
    return address;
  }
}
