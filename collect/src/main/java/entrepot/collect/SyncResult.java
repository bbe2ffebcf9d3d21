package entrepot.collect;

import entrepot.kit.http.Traffic;
import entrepot.store.manifest.Summary;
import entrepot.store.snapshot.SnapshotRecord;
import java.util.List;
import java.util.Optional;

/** How a run that did not fail ended. */
public sealed interface SyncResult {
  /** What the run cost on the wire. */
  Traffic traffic();

  /** What could not be had, and why. */
  List<Quarantined> quarantined();

  /**
   * The upstream has what the parent has.
   *
   * @param refreshed the parent's record, where there was something new to remember with it
   * @param quarantined what could not be looked at, and stayed as it was
   */
  record Unchanged(
      Optional<SnapshotRecord> refreshed, List<Quarantined> quarantined, Traffic traffic)
      implements SyncResult {
    public Unchanged {
      quarantined = List.copyOf(quarantined);
    }
  }

  /** A new snapshot; its record is in the store. */
  record Collected(
      SnapshotRecord snapshot, Summary summary, List<Quarantined> quarantined, Traffic traffic)
      implements SyncResult {
    public Collected {
      quarantined = List.copyOf(quarantined);
    }
  }
}
