package entrepot.collect;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.http.Downloads;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.manifest.State;
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

  public TreeBuild(Store store, Path temporaryFolder, HeldLease lease) {
    this.store = store;
    this.temporaryFolder = temporaryFolder;
    this.lease = lease;
  }

  /** Of entries as they are: payload stays lazy, whether or not the store happens to have it. */
  public Digest onDemand(Iterator<Entry> sorted, Optional<Digest> parent) {
    ParentJoin before = join(parent);
    return build(new MappedEntries(sorted, entry -> aged(entry, before)));
  }

  /** Of entries whose lazy ones are fetched first, so many at once. */
  public Digest full(
      Iterator<Entry> sorted, Optional<Digest> parent, PayloadFetch payload, int parallel) {
    ParentJoin before = join(parent);
    try (EntrySorter completed = new EntrySorter(temporaryFolder)) {
      try (Downloads downloads = new Downloads(parallel)) {
        while (sorted.hasNext()) {
          lease.keep();
          complete(sorted.next(), before, payload, completed, downloads);
        }
        downloads.finish();
      }
      return build(completed.sorted());
    }
  }

  private static void complete(
      Entry entry,
      ParentJoin before,
      PayloadFetch payload,
      EntrySorter completed,
      Downloads downloads) {
    Optional<Entry> same = before.same(entry);
    Entry aged = same.map(known -> entry.modified(known.mtime())).orElse(entry);
    if (aged.state() != State.LAZY) {
      add(completed, aged);
      return;
    }
    Optional<Entry> here =
        same.filter(known -> known.state() == State.PRESENT).or(() -> payload.held(aged));
    if (here.isPresent()) {
      add(completed, here.get());
    } else {
      downloads.submit(() -> add(completed, payload.fetch(aged)));
    }
  }

  private static void add(EntrySorter sorter, Entry entry) {
    synchronized (sorter) {
      sorter.add(entry);
    }
  }

  private static Entry aged(Entry entry, ParentJoin before) {
    return before.same(entry).map(known -> entry.modified(known.mtime())).orElse(entry);
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
