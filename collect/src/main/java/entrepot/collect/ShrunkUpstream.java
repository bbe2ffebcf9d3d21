package entrepot.collect;

import entrepot.kit.Failure;
import entrepot.store.manifest.Summary;

/** The upstream has become so much smaller that an accident is more likely than a purpose. */
public final class ShrunkUpstream extends Failure {
  private static final long serialVersionUID = 1L;

  private ShrunkUpstream(String message) {
    super(
        message,
        "If that is right, run 'entrepot sync --allow-shrink'; the former snapshot stays till then.",
        null);
  }

  /** Throws when entries or bytes are less than the limit leaves of {@code before}. */
  static void check(Summary before, Summary now, SyncRequest request) {
    if (request.allowShrink()) {
      return;
    }
    double kept = (100 - request.shrinkLimitPercent()) / 100.0;
    if (now.entries() < before.entries() * kept || now.bytes() < before.bytes() * kept) {
      throw new ShrunkUpstream(
          ("collecting %s: the upstream shrank from %d files (%d bytes) to %d files (%d bytes),"
                  + " by more than %d %%")
              .formatted(
                  request.tree(),
                  before.entries(),
                  before.bytes(),
                  now.entries(),
                  now.bytes(),
                  request.shrinkLimitPercent()));
    }
  }
}
