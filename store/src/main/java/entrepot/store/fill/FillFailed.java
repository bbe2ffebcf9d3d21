package entrepot.store.fill;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A file could not be fetched from its source this time. */
public final class FillFailed extends Failure {
  private static final long serialVersionUID = 1L;

  public FillFailed(String found, @Nullable Throwable cause) {
    super(found, "Try again in a while; the next request fetches it anew.", cause);
  }
}
