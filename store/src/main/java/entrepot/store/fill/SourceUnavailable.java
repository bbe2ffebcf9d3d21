package entrepot.store.fill;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** Where a file would come from cannot be reached at present. */
public final class SourceUnavailable extends Failure {
  private static final long serialVersionUID = 1L;

  public SourceUnavailable(String found, @Nullable Throwable cause) {
    super(found, "Try again in a while; what is here already is served meanwhile.", cause);
  }
}
