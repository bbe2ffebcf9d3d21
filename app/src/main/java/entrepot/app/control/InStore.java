package entrepot.app.control;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.release.s3.Materializer;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.manifest.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds lazy entries' bytes that are in the store already, for a process that fetches nothing. */
record InStore(Backend store) implements Materializer {
  @Override
  public Digest have(String tree, Entry entry) {
    return entry
        .sha256()
        .or(() -> entry.digests().stream().findFirst().flatMap(this::filled))
        .filter(sha256 -> store.stat(Key.blob(sha256)).isPresent())
        .orElseThrow(() -> new NotFetched(tree, entry));
  }

  private Optional<Digest> filled(Digest identity) {
    try {
      byte[] row = store.load(new Key(Area.FILLS, identity.algorithm() + "-" + identity.hex()));
      return Optional.of(Digest.sha256(new String(row, StandardCharsets.US_ASCII).strip()));
    } catch (ObjectMissing | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** A file is there on demand only, and nobody has asked for it. */
  static final class NotFetched extends Failure {
    private static final long serialVersionUID = 1L;

    NotFetched(String tree, Entry entry) {
      super(
          "publishing %s: %s is not in the store yet, and this process fetches nothing"
              .formatted(tree, entry.path()),
          "Run 'entrepot materialize %s' where the server is, then this again.".formatted(tree),
          null);
    }
  }
}
