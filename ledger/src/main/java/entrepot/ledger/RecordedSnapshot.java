package entrepot.ledger;

import entrepot.kit.Digest;
import entrepot.store.manifest.Summary;
import entrepot.store.snapshot.SnapshotRecord;
import java.time.Instant;
import java.util.Optional;

/** What the ledger knows of a snapshot, to list snapshots without reading the store. */
public record RecordedSnapshot(
    String tree,
    Digest digest,
    Instant time,
    Optional<Digest> parent,
    String source,
    String who,
    long entries,
    long bytes,
    long lazy,
    long missing) {
  /** The row of a snapshot in the store. */
  public static RecordedSnapshot of(SnapshotRecord snapshot, Summary content) {
    return new RecordedSnapshot(
        snapshot.tree(),
        snapshot.digest(),
        snapshot.time(),
        snapshot.parent(),
        snapshot.source(),
        snapshot.who(),
        content.entries(),
        content.bytes(),
        content.lazy(),
        content.missing());
  }
}
