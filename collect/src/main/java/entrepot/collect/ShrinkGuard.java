package entrepot.collect;

import entrepot.store.manifest.Summary;
import java.util.Optional;

/** Refuses a tree that has become much smaller than its parent, unless the operator allows it. */
public final class ShrinkGuard {
  private final SyncRequest request;
  private final Optional<Summary> before;

  /** {@code before} is empty where there is nothing to compare with. */
  public ShrinkGuard(SyncRequest request, Optional<Summary> before) {
    this.request = request;
    this.before = before;
  }

  /** Throws {@link ShrunkUpstream} when entries or bytes are less than the limit leaves. */
  public void check(Summary now) {
    if (before.isEmpty() || request.allowShrink()) {
      return;
    }
    Summary former = before.get();
    double kept = (100 - request.shrinkLimitPercent()) / 100.0;
    if (now.entries() < former.entries() * kept || now.bytes() < former.bytes() * kept) {
      throw new ShrunkUpstream(request, former, now);
    }
  }
}
