package entrepot.collect.rpm;

import entrepot.collect.LazyFetch;
import entrepot.collect.pgp.Keyring;
import entrepot.kit.http.BodySink;
import entrepot.store.manifest.Entry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Refuses packages on their way that are not signed as the keyring of their repository asks. */
final class SignedFetch implements LazyFetch {
  private final LazyFetch fetch;
  private final List<RpmRepository> repositories;
  private final InstantSource clock;

  SignedFetch(LazyFetch fetch, List<RpmRepository> repositories, InstantSource clock) {
    this.fetch = fetch;
    this.repositories = repositories;
    this.clock = clock;
  }

  /** As {@link LazyFetch} says; throws {@link PackageRefused} when all bytes went to the sink. */
  @Override
  public void fetch(Entry entry, BodySink sink) {
    Optional<Path> keyring = PackageInspection.keyring(entry, repositories);
    if (keyring.isEmpty()) {
      fetch.fetch(entry, sink);
      return;
    }
    String what = entry.path().toString();
    PackageSignature signature =
        new PackageSignature(Keyring.read(keyring.get()), what, clock.instant());
    try (SignatureSink checked = new SignatureSink(sink, signature)) {
      fetch.fetch(entry, checked);
      checked
          .objection()
          .ifPresent(reason -> {
            throw new PackageRefused(what, reason);
          });
    }
  }
}
