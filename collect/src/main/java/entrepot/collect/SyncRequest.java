package entrepot.collect;

import entrepot.store.snapshot.SnapshotRecord;
import java.util.Optional;

/**
 * One run of a collector.
 *
 * @param parent the snapshot to go on from
 * @param who asked for the run
 * @param shrinkLimitPercent by how much entries or bytes may shrink against the parent
 * @param allowShrink the operator has seen that the upstream shrank or went back in time, and wants
 *     it so
 * @param withdrawn what was revoked: an index that is written here must not name it
 * @param sharing who fetches
 * @param retired what gets no more updates
 */
public record SyncRequest(
    String tree,
    Optional<SnapshotRecord> parent,
    String who,
    int shrinkLimitPercent,
    boolean allowShrink,
    Withdrawn withdrawn,
    Sharing sharing,
    Retired retired) {
  public SyncRequest {
    if (shrinkLimitPercent < 0 || shrinkLimitPercent > 100) {
      throw new IllegalArgumentException("shrink limit " + shrinkLimitPercent + " %");
    }
  }

  /** Of a tree that gets all updates. */
  public SyncRequest(
      String tree,
      Optional<SnapshotRecord> parent,
      String who,
      int shrinkLimitPercent,
      boolean allowShrink,
      Withdrawn withdrawn,
      Sharing sharing) {
    this(tree, parent, who, shrinkLimitPercent, allowShrink, withdrawn, sharing, Retired.NOTHING);
  }

  /** Of a tree whose indexes are upstream's, or where nothing was revoked. */
  public SyncRequest(
      String tree,
      Optional<SnapshotRecord> parent,
      String who,
      int shrinkLimitPercent,
      boolean allowShrink) {
    this(tree, parent, who, shrinkLimitPercent, allowShrink, Withdrawn.NOTHING, Sharing.ALONE);
  }
}
