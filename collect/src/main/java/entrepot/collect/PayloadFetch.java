package entrepot.collect;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.http.UpstreamFailure;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a lazy entry present, by fetching its bytes unless the store has them. */
public final class PayloadFetch {
  private final BlobFetch blobs;
  private final Backend backend;
  private final Places places;
  private final Quarantine quarantine;
  private final Progress progress;

  public PayloadFetch(
      BlobFetch blobs, Backend backend, Places places, Quarantine quarantine, Progress progress) {
    this.blobs = blobs;
    this.backend = backend;
    this.places = places;
    this.quarantine = quarantine;
    this.progress = progress;
  }

  /** The entry as present, if the store has its bytes already. */
  public Optional<Entry> held(Entry lazy) {
    return lazy.sha256()
        .filter(sha256 -> backend.stat(Key.blob(sha256)).isPresent())
        .map(sha256 -> present(lazy, sha256));
  }

  /** Tells the progress that the entry will be fetched. */
  public void announce(Entry lazy) {
    progress.expect(1, Math.max(0, lazy.size()));
  }

  /** The entry with its bytes in the store, or quarantined. */
  public Entry fetch(Entry lazy) {
    try {
      Digest sha256 = fromFirst(places.of(lazy), lazy);
      quarantine.answered();
      return present(lazy, sha256);
    } catch (Failure e) {
      return quarantine.missing(lazy, e);
    } finally {
      progress.done(1, Math.max(0, lazy.size()));
    }
  }

  /** Of several mirrors, one that lacks a file or has another in its place costs one more. */
  private Digest fromFirst(List<URI> addresses, Entry lazy) {
    for (int i = 0; ; i++) {
      try {
        return blobs.fetch(addresses.get(i), lazy.path().toString(), lazy.size(), lazy.digests());
      } catch (UpstreamFailure | CorruptedFile e) {
        if (i + 1 == addresses.size() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  private Entry present(Entry lazy, Digest sha256) {
    List<Digest> digests = new ArrayList<>(lazy.digests());
    if (!digests.contains(sha256)) {
      digests.addFirst(sha256);
    }
    return new Entry(
        lazy.path(),
        lazy.role(),
        State.PRESENT,
        lazy.size() == Entry.UNKNOWN_SIZE ? stored(sha256) : lazy.size(),
        lazy.mtime(),
        digests,
        lazy.extensions());
  }

  private long stored(Digest sha256) {
    return backend.stat(Key.blob(sha256)).orElseThrow().size();
  }
}
