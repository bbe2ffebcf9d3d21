package entrepot.collect;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Downloads;
import entrepot.store.Store;
import entrepot.store.manifest.Edit;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.State;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Tries again for the quarantined files of a snapshot whose upstream did not change. */
public final class MissingRetry {
  /** So many in one run; the next run goes on. */
  private static final int BATCH = 100_000;

  private final Store store;
  private final PayloadFetch payload;
  private final HeldLease lease;
  private final int parallel;
  private final Retired retired;

  public MissingRetry(Store store, PayloadFetch payload, HeldLease lease, int parallel) {
    this(store, payload, lease, parallel, Retired.NOTHING);
  }

  /** Not for those in folders that are retired. */
  public MissingRetry(
      Store store, PayloadFetch payload, HeldLease lease, int parallel, Retired retired) {
    this.store = store;
    this.payload = payload;
    this.lease = lease;
    this.parallel = parallel;
    this.retired = retired;
  }

  /** The manifest with what came this time; the same root when nothing did. */
  public Digest run(Digest root) {
    NavigableMap<TreePath, Edit> recovered = new ConcurrentSkipListMap<>();
    try (Downloads downloads = new Downloads(parallel)) {
      Iterator<Entry> entries = store.manifests().missing(root);
      while (entries.hasNext() && recovered.size() < BATCH) {
        Entry entry = entries.next();
        lease.keep();
        if (!entry.digests().isEmpty() && retired.updates(entry.path().toString())) {
          downloads.submit(() -> {
            Entry now = payload.fetch(wanted(entry));
            if (now.state() == State.PRESENT) {
              recovered.put(now.path(), new Edit.Put(now));
            }
          });
        }
      }
      downloads.finish();
    }
    return recovered.isEmpty() ? root : edit(root, recovered);
  }

  private Digest edit(Digest root, NavigableMap<TreePath, Edit> edits) {
    CrashPoint.SYNC_BEFORE_MANIFEST.reached();
    Digest edited = store.manifests().edit(root, edits.values().iterator());
    CrashPoint.SYNC_AFTER_MANIFEST.reached();
    return edited;
  }

  private static Entry wanted(Entry missing) {
    List<Extension> kept =
        missing.extensions().stream().filter(e -> e.tag() != Extension.REASON).toList();
    return new Entry(
        missing.path(),
        missing.role(),
        State.LAZY,
        missing.size(),
        missing.mtime(),
        missing.digests(),
        kept);
  }
}
