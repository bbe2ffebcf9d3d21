package entrepot.collect;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.http.Upstream;
import entrepot.kit.http.UpstreamFailure;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
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
  private final Inspection inspection;
  private final Quarantine quarantine;
  private final Progress progress;

  public PayloadFetch(
      BlobFetch blobs, Backend backend, Places places, Quarantine quarantine, Progress progress) {
    this(blobs, backend, places, Inspection.NONE, quarantine, progress);
  }

  /** What no run here asked for: nobody is told of progress but through the quarantine. */
  public static PayloadFetch of(
      Upstream upstream, Backend backend, Places places, Quarantine quarantine) {
    return new PayloadFetch(
        new BlobFetch(upstream, backend), backend, places, quarantine, Progress.SILENT);
  }

  /** Of files that are looked at before the tree has them. */
  public PayloadFetch(
      BlobFetch blobs,
      Backend backend,
      Places places,
      Inspection inspection,
      Quarantine quarantine,
      Progress progress) {
    this.blobs = blobs;
    this.backend = backend;
    this.places = places;
    this.inspection = inspection;
    this.quarantine = quarantine;
    this.progress = progress;
  }

  /**
   * The entry as present, if there is nothing to be fetched or inspected for that.
   *
   * @param same the parent's entry of the same bytes, if it has one
   */
  public Optional<Entry> here(Entry lazy, Optional<Entry> same) {
    Optional<Entry> before =
        same.filter(known -> known.state() == State.PRESENT)
            .filter(known -> !inspection.covers(lazy, true));
    return before.isPresent() || inspection.covers(lazy, false)
        ? before
        : held(lazy).map(sha256 -> present(lazy, sha256));
  }

  private Optional<Digest> held(Entry lazy) {
    return lazy.sha256().filter(sha256 -> backend.stat(Key.blob(sha256)).isPresent());
  }

  /** Tells the progress that the entry will be fetched. */
  public void announce(Entry lazy) {
    progress.expect(1, Math.max(0, lazy.size()));
  }

  /** The entry with its bytes in the store, or quarantined. */
  public Entry fetch(Entry lazy) {
    try {
      if (inspection.covers(lazy, false)) {
        return inspected(present(lazy, held(lazy).orElseGet(() -> fromFirst(lazy))));
      }
      return present(lazy, fromFirst(lazy));
    } catch (Failure e) {
      return quarantine.missing(lazy, e);
    } finally {
      progress.done(1, Math.max(0, lazy.size()));
    }
  }

  /** Notes what another process made of an entry. */
  void took(Entry done) {
    if (done.state() == State.MISSING) {
      quarantine.missing(done, done.text(Extension.REASON).orElse(""));
    }
    progress.done(1, Math.max(0, done.size()));
  }

  /**
   * Without a digest it is not tried again until its index changes: its bytes are the right ones.
   */
  private Entry inspected(Entry present) {
    return inspection
        .objection(present)
        .map(reason -> quarantine.missing(withoutDigests(present), reason))
        .orElse(present);
  }

  /** Of several mirrors, one that lacks a file or has another in its place costs one more. */
  private Digest fromFirst(Entry lazy) {
    List<URI> addresses = places.of(lazy);
    for (int i = 0; ; i++) {
      try {
        Digest sha256 =
            blobs.fetch(addresses.get(i), lazy.path().toString(), lazy.size(), lazy.digests());
        quarantine.answered();
        return sha256;
      } catch (UpstreamFailure | CorruptedFile e) {
        places.failed(addresses.get(i), e);
        if (i + 1 == addresses.size() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  private static Entry withoutDigests(Entry entry) {
    return new Entry(
        entry.path(),
        entry.role(),
        State.MISSING,
        entry.size(),
        entry.mtime(),
        List.of(),
        entry.extensions());
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
