package entrepot.collect;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.manifest.State;
import entrepot.store.manifest.Summary;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;

/**
 * Makes the manifest of a run: entries stream from the sorter past the parent's, are completed by
 * downloads where the policy asks for it, and go into the tree.
 */
public final class TreeBuild {
  private final Store store;
  private final Path temporaryFolder;
  private final HeldLease lease;
  private final Sharing sharing;
  private final Retired retired;

  public TreeBuild(Store store, Path temporaryFolder, HeldLease lease, Sharing sharing) {
    this(store, temporaryFolder, lease, sharing, Retired.NOTHING);
  }

  /** In folders that are retired, what the parent has counts. */
  public TreeBuild(
      Store store, Path temporaryFolder, HeldLease lease, Sharing sharing, Retired retired) {
    this.store = store;
    this.temporaryFolder = temporaryFolder;
    this.lease = lease;
    this.sharing = sharing;
    this.retired = retired;
  }

  /** Of entries as they are: payload stays lazy, whether or not the store happens to have it. */
  public Digest onDemand(Iterator<Entry> sorted, Optional<Digest> parent) {
    ParentJoin before = join(parent);
    return build(new MappedEntries(standing(sorted, parent), entry -> aged(entry, before)));
  }

  /**
   * Of entries whose lazy ones are fetched first, so many at once. What is wanted is known before
   * the first fetch: for the guard, and so that progress can tell how much is left.
   */
  public Digest full(
      Iterator<Entry> sorted,
      Optional<Digest> parent,
      ShrinkGuard guard,
      PayloadFetch payload,
      int parallel) {
    try (EntrySorter completed = new EntrySorter(temporaryFolder)) {
      try (EntrySorter wanted = new EntrySorter(temporaryFolder)) {
        guard.check(divide(standing(sorted, parent), join(parent), payload, completed, wanted));
        sharing.fetch(
            wanted.sorted(), new PayloadWork(payload, parallel, lease::keep), completed::add);
      }
      return build(completed.sorted());
    }
  }

  private Summary divide(
      Iterator<Entry> sorted,
      ParentJoin before,
      PayloadFetch payload,
      EntrySorter completed,
      EntrySorter wanted) {
    long entries = 0;
    long bytes = 0;
    while (sorted.hasNext()) {
      lease.keep();
      Entry entry = sorted.next();
      Optional<Entry> same = before.same(entry);
      Entry aged = same.map(known -> entry.modified(known.mtime())).orElse(entry);
      Optional<Entry> here =
          aged.state() == State.LAZY && !retired.keeps(aged.path().toString())
              ? payload.here(aged, same)
              : Optional.of(aged);
      if (here.isEmpty()) {
        payload.announce(aged);
      }
      (here.isPresent() ? completed : wanted).add(here.orElse(aged));
      entries++;
      bytes = plus(bytes, here.orElse(aged));
    }
    return new Summary(entries, bytes, 0, 0);
  }

  /** What an index gives no size of is never taken for a loss: the guard looks again at the end. */
  private static long plus(long bytes, Entry entry) {
    boolean unknown = entry.state() == State.LAZY && entry.size() == Entry.UNKNOWN_SIZE;
    long sum = bytes + Math.max(0, entry.size());
    return unknown || sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static Entry aged(Entry entry, ParentJoin before) {
    return before.same(entry).map(known -> entry.modified(known.mtime())).orElse(entry);
  }

  private Iterator<Entry> standing(Iterator<Entry> sorted, Optional<Digest> parent) {
    return KeptEntries.instead(sorted, store.manifests(), parent.orElse(null), retired);
  }

  private ParentJoin join(Optional<Digest> parent) {
    return new ParentJoin(
        parent.map(root -> store.manifests().entries(root)).orElse(Collections.emptyIterator()));
  }

  private Digest build(Iterator<Entry> sorted) {
    CrashPoint.SYNC_BEFORE_MANIFEST.reached();
    Digest root = store.manifests().build(sorted);
    CrashPoint.SYNC_AFTER_MANIFEST.reached();
    return root;
  }
}
