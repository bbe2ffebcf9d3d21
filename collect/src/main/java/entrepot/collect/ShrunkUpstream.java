package entrepot.collect;

import entrepot.kit.Failure;
import entrepot.store.manifest.Summary;

/** The upstream has become so much smaller that an accident is more likely than a purpose. */
public final class ShrunkUpstream extends Failure {
  private static final long serialVersionUID = 1L;

  ShrunkUpstream(SyncRequest request, Summary before, Summary now) {
    super(
        ("collecting %s: the upstream shrank from %d files (%d bytes) to %d files (%d bytes),"
                + " by more than %d %%")
            .formatted(
                request.tree(),
                before.entries(),
                before.bytes(),
                now.entries(),
                now.bytes(),
                request.shrinkLimitPercent()),
        "If that is right, run 'entrepot sync --allow-shrink'; the former snapshot stays till then.",
        null);
  }
}
