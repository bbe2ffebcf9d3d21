package entrepot.kit.http;

import java.util.Optional;

/** An attempt failed in a way that another one may mend. Never leaves {@link Upstream}. */
final class TryAgain extends Exception {
  private static final long serialVersionUID = 1L;

  private final UpstreamFailure failure;
  private final transient Optional<String> retryAfter;

  TryAgain(UpstreamFailure failure) {
    this(failure, Optional.empty());
  }

  TryAgain(UpstreamFailure failure, Optional<String> retryAfter) {
    super(failure);
    this.failure = failure;
    this.retryAfter = retryAfter;
  }

  /** What to throw when there is no further attempt. */
  UpstreamFailure failure() {
    return failure;
  }

  /** The Retry-After header of the answer. */
  Optional<String> retryAfter() {
    return retryAfter;
  }
}
