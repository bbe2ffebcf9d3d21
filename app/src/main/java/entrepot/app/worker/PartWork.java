package entrepot.app.worker;

import entrepot.collect.PayloadWork;
import entrepot.kit.Digest;
import entrepot.ledger.Part;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Parts as they lie in the store. Input and result are manifests: what is named by its content
 * cannot be half written, and two that do the same part write the same.
 */
final class PartWork {
  private final Store store;

  PartWork(Store store) {
    this.store = store;
  }

  /** Writes down what is wanted. */
  Digest input(List<Entry> wanted) {
    return store.manifests().build(wanted.iterator());
  }

  /** Does a part; when this returns, what was fetched and what is told of it are there for good. */
  Digest run(Part part, PayloadWork work) {
    List<Entry> done = new ArrayList<>();
    work.fetch(store.manifests().entries(part.input()), done::add);
    done.sort(Comparator.comparing(Entry::path));
    Digest result = store.manifests().build(done.iterator());
    // The run's record will name these bytes, and only this machine can force them.
    store.backend().flush();
    return result;
  }

  /** What came of a part. */
  List<Entry> result(Part part) {
    List<Entry> done = new ArrayList<>();
    Iterator<Entry> entries = store.manifests().entries(part.result().orElseThrow());
    while (entries.hasNext() && done.size() <= part.entries()) {
      done.add(entries.next());
    }
    return done;
  }
}
