package entrepot.vm.qmp;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A QEMU refused a command, or no longer answers. */
public final class QmpFailure extends Failure {
  private static final long serialVersionUID = 1L;

  private final boolean refused;

  private QmpFailure(String message, String next, boolean refused, @Nullable Throwable cause) {
    super(message, next, cause);
    this.refused = refused;
  }

  /** Whether QEMU answered, and said no. */
  public boolean refused() {
    return refused;
  }

  static QmpFailure refused(String command, String why) {
    return new QmpFailure("QEMU's " + command + ": " + why, "", true, null);
  }

  static QmpFailure silent(String command, String found, @Nullable Throwable cause) {
    return new QmpFailure(
        "QEMU's %s: %s".formatted(command, found),
        "See qemu.log in the machine's folder.",
        false,
        cause);
  }
}
