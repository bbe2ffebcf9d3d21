package entrepot.steering.network;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A provider's list of its address ranges cannot be read. */
public final class InvalidIpRanges extends Failure {
  private static final long serialVersionUID = 1L;

  InvalidIpRanges(String found, @Nullable Throwable cause) {
    super(
        "the provider's ip-ranges.json: " + found,
        "Fetch it anew; the ranges that are known stay in use until then.",
        cause);
  }
}
