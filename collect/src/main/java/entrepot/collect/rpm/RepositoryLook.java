package entrepot.collect.rpm;

import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks once at a repository: at its list of mirrors, and at the repomd.xml of the first mirror
 * that has a good one. What it brings is the run's; nothing asks for the file again.
 */
final class RepositoryLook {
  /** When so many mirrors are stale, broken or gone, it is not the mirrors. */
  private static final int TRIED = 10;

  private final Origins origins;
  private final EntryFiles files;
  private final RepomdCheck check;
  private final Backend backend;
  private final Progress progress;

  RepositoryLook(
      Origins origins, EntryFiles files, RepomdCheck check, Backend backend, Progress progress) {
    this.origins = origins;
    this.files = files;
    this.check = check;
    this.backend = backend;
    this.progress = progress;
  }

  /** Throws what the only mirror failed with, or {@link NoUsableMirror}. */
  Look look(RpmRepository repository, RpmFacts parent) {
    Offer offer = origins.read(repository.origin());
    TreePath path = repository.at(EntryFiles.REPOMD);
    Optional<Metalink> metalink = offer.metalink();
    if (metalink.isPresent() && isMain(metalink.get(), path, parent)) {
      return new Look.Same(repository, new Mirrors(offer.mirrors()), Optional.empty());
    }
    @Nullable Look alternate = null;
    @Nullable Failure last = null;
    List<String> tried = new ArrayList<>();
    for (Mirror mirror : offer.mirrors().subList(0, Math.min(TRIED, offer.mirrors().size()))) {
      try {
        Sight sight = look(repository, mirror, offer, parent);
        if (sight.current()) {
          return sight.look();
        }
        alternate = alternate == null ? sight.look() : alternate;
        tried.add("%s has an alternate".formatted(mirror.shown()));
      } catch (Failure e) {
        if (offer.mirrors().size() == 1 || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        last = e;
        tried.add("%s: %s".formatted(mirror.shown(), e.getMessage()));
        progress.note(
            "%s: passed over %s: %s".formatted(repository.name(), mirror.shown(), e.getMessage()));
      }
    }
    if (alternate != null) {
      return alternate;
    }
    throw NoUsableMirror.of(repository.name(), tried, last);
  }

  /** A look at one mirror; whether it shows what is current, not an older state that is valid. */
  private record Sight(Look look, boolean current) {}

  private Sight look(RpmRepository repository, Mirror mirror, Offer offer, RpmFacts parent) {
    TreePath path = repository.at(EntryFiles.REPOMD);
    Mirrors mirrors = new Mirrors(offer.mirrors()).beginningWith(mirror);
    Optional<EntryFile> found = files.repomd(repository, mirror, parent.validators(path, mirror));
    boolean current = true;
    if (offer.metalink().isPresent()) {
      Metalink metalink = offer.metalink().get();
      byte[] content =
          found.map(EntryFile::content).or(() -> held(path, parent)).orElse(new byte[0]);
      Metalink.Version version =
          metalink.version(content).orElseThrow(() -> RepositoryRefused.stale(repository.name()));
      current = version.equals(metalink.main());
    }
    if (found.isEmpty() || parent.digest(path).equals(found.map(EntryFile::sha256))) {
      return new Sight(new Look.Same(repository, mirrors, found), current);
    }
    return new Sight(
        new Look.Found(check.check(repository, mirrors, found.get(), parent)), current);
  }

  private boolean isMain(Metalink metalink, TreePath path, RpmFacts parent) {
    return held(path, parent).filter(metalink.main()::fits).isPresent();
  }

  private Optional<byte[]> held(TreePath path, RpmFacts parent) {
    return parent
        .digest(path)
        .map(Key::blob)
        .filter(key -> backend.stat(key).isPresent())
        .map(backend::load);
  }
}
