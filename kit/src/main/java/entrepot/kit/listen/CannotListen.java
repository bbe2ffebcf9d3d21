package entrepot.kit.listen;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** An address or socket could not be listened on. */
public final class CannotListen extends Failure {
  private static final long serialVersionUID = 1L;

  CannotListen(Binding binding, String found, @Nullable Throwable cause) {
    super(
        "listening on %s: %s".formatted(binding, found),
        "Choose another address, or stop what listens there.",
        cause);
  }
}
