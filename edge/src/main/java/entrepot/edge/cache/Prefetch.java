package entrepot.edge.cache;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.release.Head;
import entrepot.release.TreeHead;
import entrepot.store.fill.Fillings;
import entrepot.store.manifest.Change;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Manifests;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what a release changed before somebody asks: first the new versions of files that are
 * used here, which inherit their use, then indexes, then the rest; a tenth of the cache at most.
 */
final class Prefetch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Prefetch.class);
  private static final int SHARE = 10;
  private static final int MOST_FILES = 50_000;

  private final Manifests manifests;
  private final BlobCache blobs;
  private final Fillings fillings;
  private final long budget;
  private final ExecutorService turns =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("prefetch").factory());

  Prefetch(Manifests manifests, BlobCache blobs, Fillings fillings, long cacheBytes) {
    this.manifests = manifests;
    this.blobs = blobs;
    this.fillings = fillings;
    this.budget = cacheBytes / SHARE;
  }

  /** A file to fetch, and how often the one was used that it follows. */
  private record Wanted(String tree, Entry entry, int uses) {
    int order() {
      if (uses > 0) {
        return -uses;
      }
      return entry.role() == Role.PAYLOAD ? 1 : 0;
    }
  }

  /** Begins to fetch, once what was begun before is done. */
  void changed(Head former, Head next) {
    turns.execute(() -> {
      try {
        fetch(former, next);
      } catch (RuntimeException e) {
        log.warn("prefetching generation {}: {}", next.generation(), e.toString());
      }
    });
  }

  private void fetch(Head former, Head next) {
    List<Wanted> wanted = new ArrayList<>();
    next.trees()
        .forEach((tree, served) -> {
          Optional<Digest> before = former.tree(tree).map(TreeHead::snapshot);
          if (before.isPresent() && !before.get().equals(served.snapshot())) {
            manifests.diff(before.get(), served.snapshot(), each -> want(tree, each, wanted));
          }
        });
    wanted.sort(Comparator.comparingInt(Wanted::order));
    long left = budget;
    int fetched = 0;
    for (Wanted each : wanted) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      if (each.entry().size() <= left && fetch(each)) {
        left -= each.entry().size();
        fetched++;
      }
    }
    log.info(
        "generation {}: {} of {} changed files are here, {} bytes",
        next.generation(),
        fetched,
        wanted.size(),
        budget - left);
  }

  private void want(String tree, Change change, List<Wanted> wanted) {
    switch (change) {
      case Change.Added added -> want(tree, added.entry(), 0, wanted);
      case Change.Modified modified ->
          want(
              tree,
              modified.after(),
              modified.before().sha256().map(blobs::uses).orElse(0),
              wanted);
      case Change.Removed _ -> {}
    }
  }

  private static void want(String tree, Entry entry, int uses, List<Wanted> wanted) {
    boolean fetchable =
        entry.state() != State.MISSING && entry.size() >= 0 && entry.sha256().isPresent();
    if (fetchable && wanted.size() < MOST_FILES) {
      wanted.add(new Wanted(tree, entry, uses));
    }
  }

  private boolean fetch(Wanted wanted) {
    try {
      Digest sha256 = fillings.fill(wanted.tree(), wanted.entry());
      for (int i = 1; i < wanted.uses(); i++) {
        blobs.used(sha256);
      }
      return true;
    } catch (Failure e) {
      log.info("{} was not prefetched: {}", wanted.entry().path(), e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    turns.shutdownNow();
  }
}
