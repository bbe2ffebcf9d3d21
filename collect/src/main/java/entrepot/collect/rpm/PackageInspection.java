package entrepot.collect.rpm;

import entrepot.collect.Inspection;
import entrepot.collect.pgp.Keyring;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Refuses packages that are not signed as the keyring of their repository asks. */
final class PackageInspection implements Inspection {
  private final List<RpmRepository> repositories;
  private final Map<Path, Keyring> keyrings;
  private final Backend backend;
  private final InstantSource clock;
  private final boolean parentInspected;

  /** {@code parentInspected} if the parent's packages were held against the same keyrings. */
  PackageInspection(
      List<RpmRepository> repositories,
      Map<Path, Keyring> keyrings,
      Backend backend,
      InstantSource clock,
      boolean parentInspected) {
    this.repositories = repositories;
    this.keyrings = keyrings;
    this.backend = backend;
    this.clock = clock;
    this.parentInspected = parentInspected;
  }

  @Override
  public boolean covers(Entry entry, boolean inParent) {
    return !keyrings.isEmpty()
        && !(inParent && parentInspected)
        && keyring(entry, repositories).isPresent();
  }

  /** Deltas are not signed: a client checks the package that it makes of one. */
  static Optional<Path> keyring(Entry entry, List<RpmRepository> repositories) {
    return entry.path().toString().endsWith(".drpm")
        ? Optional.empty()
        : RepositoryFile.of(entry, repositories).repository().packageKeyring();
  }

  @Override
  public Optional<String> objection(Entry present) {
    String what = present.path().toString();
    try (InputStream in = backend.open(Key.blob(present.sha256().orElseThrow()), 0)) {
      return new PackageSignature(keyring(present), what, clock.instant()).objection(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + what, e);
    }
  }

  private Keyring keyring(Entry present) {
    Path file = keyring(present, repositories).orElseThrow();
    return Objects.requireNonNull(keyrings.get(file));
  }
}
