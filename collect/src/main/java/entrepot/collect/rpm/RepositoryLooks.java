package entrepot.collect.rpm;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Downloads;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What one look at each repository of a source brought, and whether it is news. */
final class RepositoryLooks {
  private final RepositoryLook look;
  private final RepomdCheck check;
  private final Backend backend;
  private final List<Look> looks = new ArrayList<>();

  RepositoryLooks(RepositoryLook look, RepomdCheck check, Backend backend) {
    this.look = look;
    this.check = check;
    this.backend = backend;
  }

  /** Several at once; the first that fails ends all. */
  void lookAtAll(List<RpmRepository> repositories, RpmFacts parent, int parallel) {
    AtomicReferenceArray<Look> results = new AtomicReferenceArray<>(repositories.size());
    try (Downloads downloads = new Downloads(parallel)) {
      for (int i = 0; i < repositories.size(); i++) {
        int at = i;
        downloads.submit(() -> results.set(at, look.look(repositories.get(at), parent)));
      }
      downloads.finish();
    }
    for (int i = 0; i < repositories.size(); i++) {
      looks.add(results.get(i));
    }
  }

  /** Whether each repository's repomd.xml is the one that the parent was made of. */
  boolean nothingNew() {
    return looks.stream().allMatch(Look.Same.class::isInstance);
  }

  /** The parent's facts, with the validators of today. */
  RpmFacts refreshed(RpmFacts parent) {
    RpmFacts facts = new RpmFacts(parent.all());
    for (Look seen : looks) {
      if (seen instanceof Look.Same same && same.refreshed().isPresent()) {
        facts.file(same.refreshed().get());
      }
    }
    return facts;
  }

  /** Where the files of each repository are fetched. */
  RunPlaces places() {
    RunPlaces places = new RunPlaces();
    for (Look seen : looks) {
      places.add(
          seen.repository(),
          switch (seen) {
            case Look.Same same -> same.mirrors();
            case Look.Found found -> found.pinned().mirrors();
          });
    }
    return places;
  }

  /** All repositories, verified: those without news from the store, with {@link #refreshed}. */
  List<PinnedRepository> pinned(RpmFacts parent) {
    return looks.stream()
        .map(seen ->
            switch (seen) {
              case Look.Found found -> found.pinned();
              case Look.Same same -> recall(same, parent);
            })
        .toList();
  }

  private PinnedRepository recall(Look.Same same, RpmFacts parent) {
    try {
      List<EntryFile> files = new ArrayList<>();
      for (String name : List.of(EntryFiles.REPOMD, EntryFiles.SIGNATURE, EntryFiles.KEY)) {
        TreePath path = same.repository().at(name);
        Optional<Digest> digest = parent.digest(path);
        if (digest.isPresent()) {
          byte[] content = backend.load(Key.blob(digest.get()));
          files.add(new EntryFile(path, content, parent.validators(path), parent.mirror(path)));
        }
      }
      return check.verified(same.repository(), same.mirrors(), files);
    } catch (ObjectMissing e) {
      // The store lost them: as if there had been no parent.
      return switch (look.look(same.repository(), RpmFacts.NONE)) {
        case Look.Found found -> found.pinned();
        case Look.Same never -> throw e;
      };
    }
  }
}
