package entrepot.store.backend;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** The place where objects lie could not be read or written. */
public final class BackendUnavailable extends Failure {
  private static final long serialVersionUID = 1L;

  public BackendUnavailable(String doing, @Nullable Throwable cause) {
    super(
        doing + (cause == null ? "" : ": " + cause.getMessage()),
        "Check space, permissions and the device, then run the command again; nothing is lost.",
        cause);
  }
}
