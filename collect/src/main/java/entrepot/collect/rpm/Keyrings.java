package entrepot.collect.rpm;

import entrepot.collect.pgp.Keyring;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The keyrings of a source's repositories, read once for a run. */
record Keyrings(Map<RpmRepository, Keyring> ofRepomd, Map<RpmRepository, Keyring> ofPackages) {
  Keyrings {
    ofRepomd = Map.copyOf(ofRepomd);
    ofPackages = Map.copyOf(ofPackages);
  }

  static Keyrings of(RpmSource source) {
    Map<Path, Keyring> read = new HashMap<>();
    Map<RpmRepository, Keyring> ofRepomd = new HashMap<>();
    Map<RpmRepository, Keyring> ofPackages = new HashMap<>();
    for (RpmRepository repository : source.repositories()) {
      repository
          .keyring()
          .ifPresent(f -> ofRepomd.put(repository, read.computeIfAbsent(f, Keyring::read)));
      repository
          .packageKeyring()
          .ifPresent(f -> ofPackages.put(repository, read.computeIfAbsent(f, Keyring::read)));
    }
    return new Keyrings(ofRepomd, ofPackages);
  }

  /** The digests of both keyrings of a repository, for its selection. */
  String digests(RpmRepository repository) {
    return digest(ofRepomd, repository) + "," + digest(ofPackages, repository);
  }

  private static String digest(Map<RpmRepository, Keyring> keyrings, RpmRepository repository) {
    return Optional.ofNullable(keyrings.get(repository)).map(k -> k.digest().hex()).orElse("none");
  }
}
