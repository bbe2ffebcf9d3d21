package entrepot.collect;

import entrepot.kit.Digest;
import entrepot.kit.http.Traffic;
import entrepot.store.Store;
import entrepot.store.manifest.Summary;
import entrepot.store.snapshot.SnapshotRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends a run: a new record, or the parent's with fresher facts. */
public final class Recording {
  private final Store store;
  private final SyncRequest request;
  private final InstantSource clock;
  private final String source;

  /** {@code source} says where the content came from, for people and without credentials. */
  public Recording(Store store, SyncRequest request, InstantSource clock, String source) {
    this.store = store;
    this.request = request;
    this.clock = clock;
    this.source = source;
  }

  /** The parent holds; what is remembered with it is brought up to date. */
  public SyncResult unchanged(SnapshotRecord parent, Map<String, String> facts, Traffic traffic) {
    return unchanged(parent, facts, List.of(), traffic);
  }

  private SyncResult unchanged(
      SnapshotRecord parent,
      Map<String, String> facts,
      List<Quarantined> quarantined,
      Traffic traffic) {
    Optional<SnapshotRecord> refreshed =
        parent.facts().equals(facts) ? Optional.empty() : Optional.of(refreshed(parent, facts));
    return new SyncResult.Unchanged(refreshed, quarantined, traffic);
  }

  /** The manifest with that root is what the upstream has now. */
  public SyncResult collected(
      Digest root,
      ShrinkGuard guard,
      Map<String, String> facts,
      List<Quarantined> quarantined,
      Traffic traffic) {
    Optional<SnapshotRecord> parent = request.parent();
    if (parent.filter(p -> p.digest().equals(root)).isPresent()) {
      return unchanged(parent.get(), facts, quarantined, traffic);
    }
    Summary now = store.manifests().summary(root);
    guard.check(now);
    Optional<SnapshotRecord> former = store.snapshots().find(request.tree(), root);
    SnapshotRecord snapshot =
        former.isPresent() ? refreshed(former.get(), facts) : fresh(root, facts);
    return new SyncResult.Collected(snapshot, now, quarantined, traffic);
  }

  private SnapshotRecord fresh(Digest root, Map<String, String> facts) {
    SnapshotRecord snapshot =
        new SnapshotRecord(
            root,
            request.tree(),
            clock.instant(),
            request.parent().map(SnapshotRecord::digest),
            source,
            request.who(),
            facts);
    store.snapshots().add(snapshot);
    return snapshot;
  }

  private SnapshotRecord refreshed(SnapshotRecord known, Map<String, String> facts) {
    store.snapshots().refreshFacts(known.tree(), known.digest(), facts);
    return new SnapshotRecord(
        known.digest(),
        known.tree(),
        known.time(),
        known.parent(),
        known.source(),
        known.who(),
        facts);
  }
}
