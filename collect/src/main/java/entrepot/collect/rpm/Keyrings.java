package entrepot.collect.rpm;

import entrepot.collect.pgp.Keyring;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The keyrings of a source's repositories, by their files, read once for a run. */
record Keyrings(Map<Path, Keyring> all) {
  Keyrings {
    all = Map.copyOf(all);
  }

  static Keyrings of(RpmSource source) {
    Map<Path, Keyring> read = new HashMap<>();
    for (RpmRepository repository : source.repositories()) {
      repository.keyring().ifPresent(file -> read.computeIfAbsent(file, Keyring::read));
      repository.packageKeyring().ifPresent(file -> read.computeIfAbsent(file, Keyring::read));
    }
    return new Keyrings(read);
  }

  /** That of a repository's repomd.xml. */
  Optional<Keyring> ofRepomd(RpmRepository repository) {
    return repository.keyring().map(all::get);
  }

  /** The digests of both keyrings of a repository, for its selection. */
  String digests(RpmRepository repository) {
    return digest(repository.keyring()) + "," + digest(repository.packageKeyring());
  }

  private String digest(Optional<Path> file) {
    return file.map(all::get).map(keyring -> keyring.digest().hex()).orElse("none");
  }
}
