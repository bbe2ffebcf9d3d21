package entrepot.collect.apt;

import entrepot.kit.http.Downloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Brings the indexes of a suite into the store, several at once; in the order of the choice. */
final class SuiteIndexes {
  private final IndexFetch fetch;
  private final int parallel;

  SuiteIndexes(IndexFetch fetch, int parallel) {
    this.fetch = fetch;
    this.parallel = parallel;
  }

  List<FetchedIndex> fetch(Suite suite, List<Wanted> wanted) {
    AtomicReferenceArray<Optional<FetchedIndex>> results =
        new AtomicReferenceArray<>(wanted.size());
    try (Downloads downloads = new Downloads(parallel)) {
      for (int i = 0; i < wanted.size(); i++) {
        int at = i;
        downloads.submit(() -> results.set(at, fetch.fetch(suite, wanted.get(at))));
      }
      downloads.finish();
    }
    List<FetchedIndex> fetched = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      results.get(i).ifPresent(fetched::add);
    }
    return fetched;
  }
}
