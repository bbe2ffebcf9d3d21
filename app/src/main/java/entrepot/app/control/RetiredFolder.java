package entrepot.app.control;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.ledger.RecordedSnapshot;
import entrepot.store.manifest.Edit;
import entrepot.store.manifest.Entry;
import entrepot.store.snapshot.Lease;
import entrepot.store.snapshot.SnapshotRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Makes snapshots that lack a folder. The selection that a run remembers is left out of their
 * facts, so that the next sync reads all indexes again and drops what only the folder's had named.
 */
record RetiredFolder(ControlPlane plane, String tree, TreePath folder, String who) {
  /** Far more than an edit takes. */
  private static final Duration TERM = Duration.ofHours(1);

  private static final String SELECTION = "selection";

  /** The snapshot without the folder: itself where it has none. Recorded in store and ledger. */
  Digest cutFrom(Digest snapshot) {
    Lease lease = plane.store().leases().take("retire " + tree + "/" + folder, TERM);
    try {
      CrashPoint.RETIRE_BEFORE_CUT.reached();
      Digest without = plane.store().manifests().edit(snapshot, removals(snapshot));
      if (!without.equals(snapshot)) {
        record(snapshot, without);
      }
      CrashPoint.RETIRE_AFTER_CUT.reached();
      return without;
    } finally {
      plane.store().leases().end(lease);
    }
  }

  private Iterator<Edit> removals(Digest snapshot) {
    Iterator<Entry> inside = plane.store().manifests().entries(snapshot, folder);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return inside.hasNext();
      }

      @Override
      public Edit next() {
        return new Edit.Remove(inside.next().path());
      }
    };
  }

  private void record(Digest snapshot, Digest without) {
    Optional<SnapshotRecord> known = plane.store().snapshots().find(tree, snapshot);
    Map<String, String> facts = new HashMap<>(known.map(SnapshotRecord::facts).orElse(Map.of()));
    facts.remove(SELECTION);
    SnapshotRecord record =
        new SnapshotRecord(
            without,
            tree,
            plane.clock().instant(),
            Optional.of(snapshot),
            known.map(SnapshotRecord::source).orElse(""),
            who,
            facts);
    plane.store().snapshots().add(record);
    plane.store().snapshots().refreshFacts(tree, without, facts);
    plane
        .ledger()
        .snapshots()
        .record(RecordedSnapshot.of(record, plane.store().manifests().summary(without)));
  }
}
