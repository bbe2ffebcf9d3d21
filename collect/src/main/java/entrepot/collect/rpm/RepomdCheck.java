package entrepot.collect.rpm;

import entrepot.collect.pgp.Keyring;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies a repository's repomd.xml, and that it is not an older one or half published. */
final class RepomdCheck {
  private final EntryFiles files;
  private final Keyrings keyrings;
  private final InstantSource clock;
  private final boolean mayBeOlder;

  /** {@code mayBeOlder} lets an upstream go back in time, and cease to sign. */
  RepomdCheck(EntryFiles files, Keyrings keyrings, InstantSource clock, boolean mayBeOlder) {
    this.files = files;
    this.keyrings = keyrings;
    this.clock = clock;
    this.mayBeOlder = mayBeOlder;
  }

  /** A repomd.xml that the parent does not have, from the first of the mirrors. */
  PinnedRepository check(
      RpmRepository repository, Mirrors mirrors, EntryFile repomd, RpmFacts parent) {
    Mirror mirror = mirrors.all().getFirst();
    List<EntryFile> all = new ArrayList<>(List.of(repomd));
    files
        .beside(repository, mirror, EntryFiles.SIGNATURE)
        .ifPresent(signature -> {
          all.add(signature);
          files.beside(repository, mirror, EntryFiles.KEY).ifPresent(all::add);
        });
    PinnedRepository pinned = verified(repository, mirrors, all);
    if (!mayBeOlder) {
      requireWholePublication(repository, all, parent);
      requireNotOlder(pinned, parent);
    }
    return pinned;
  }

  /** The repository that these files describe: those of the parent, perhaps. */
  PinnedRepository verified(RpmRepository repository, Mirrors mirrors, List<EntryFile> all) {
    EntryFile repomd = all.getFirst();
    String what = repomd.path().toString();
    Optional<Keyring> keyring = keyrings.ofRepomd(repository);
    if (keyring.isPresent()) {
      byte[] signature = all.size() > 1 ? all.get(1).content() : new byte[0];
      keyring.get().verify(repomd.content(), signature, what, clock.instant());
    }
    return new PinnedRepository(repository, mirrors, Repomd.read(repomd.content(), what), all);
  }

  /** An old signature never fits a new file, whether or not there is a keyring to tell. */
  private static void requireWholePublication(
      RpmRepository repository, List<EntryFile> all, RpmFacts parent) {
    TreePath path = repository.at(EntryFiles.SIGNATURE);
    Optional<Digest> former = parent.digest(path);
    if (former.isEmpty()) {
      return;
    }
    if (all.size() == 1) {
      throw RepositoryRefused.unsigned(repository.name());
    }
    if (all.get(1).sha256().equals(former.get())) {
      throw RepositoryRefused.formerSignature(repository.name());
    }
  }

  /** Both times must say so: upstreams that take metadata away can have an older newest file. */
  private static void requireNotOlder(PinnedRepository pinned, RpmFacts parent) {
    RpmRepository repository = pinned.repository();
    long before = parent.timestamp(repository);
    long revision = pinned.repomd().revision().map(Numbers::seconds).orElse(0L);
    if (pinned.repomd().timestamp() < before && revision <= parent.revision(repository)) {
      throw RepositoryRefused.older(repository.name(), pinned.repomd().timestamp(), before);
    }
  }
}
