package entrepot.release.sign;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** Bytes that should be a signed envelope are none. */
public final class EnvelopeMalformed extends Failure {
  private static final long serialVersionUID = 1L;

  EnvelopeMalformed(String found, @Nullable Throwable cause) {
    super(
        "the signed envelope " + found,
        "Release again, or copy the file from where it is whole.",
        cause);
  }
}
