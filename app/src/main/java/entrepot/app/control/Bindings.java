package entrepot.app.control;

import entrepot.kit.listen.Binding;
import java.net.InetSocketAddress;

/** Where servers listen, as the configuration has it. */
final class Bindings {
  private Bindings() {}

  static Binding of(InetSocketAddress address) {
    return new Binding.Tcp(address.getAddress().getHostAddress(), address.getPort());
  }
}
