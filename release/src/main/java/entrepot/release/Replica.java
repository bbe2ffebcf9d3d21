package entrepot.release;

import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.release.sign.Envelope;
import entrepot.store.Store;
import entrepot.store.backend.Backend;
import entrepot.store.manifest.Manifests;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A region's copy of what is released there, as the releaser sees it.
 *
 * <p>INVARIANT: a node is written only after the nodes below it and the blobs of its present
 * entries, so that having a node proves having all below it. That keeps a release's work
 * proportional to its change, whenever a former one was killed.
 */
public interface Replica {
  /** The region whose replica it is. */
  String region();

  /** Waits until no other process or thread changes the replica, and keeps them out. */
  Hold hold();

  /** Keeps others out until it is closed. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** The current head, nothing verified; empty before the first release. */
  Optional<Envelope> head();

  /** The head of that generation, released or not; empty where there is none. */
  Optional<Envelope> head(long generation);

  /** Where blobs, nodes and fills lie. */
  Backend backend();

  /** The manifests in this replica. */
  Manifests manifests();

  /**
   * Whether a release that did not end may have lost nodes or blobs to a power cut, so that having
   * a node proves nothing unless a head names it: sweep first.
   */
  boolean doubtful();

  /**
   * Copies what the snapshot has and the replica lacks, and forces it to stable storage.
   *
   * @param base a snapshot that is here as a whole: what it has need not be looked for
   */
  void publish(Store from, Digest snapshot, Optional<Digest> base, Progress progress);

  /**
   * Forces all that was written to stable storage, then makes this the head of that generation and
   * the current one, in one step.
   */
  void issue(long generation, Envelope head);

  /** What the replica no longer promises to keep. */
  Forgotten forgotten();

  /** Promises less. */
  void forget(Forgotten less);

  /**
   * Removes the nodes and blobs that none of these manifests names.
   *
   * @param grace younger blobs stay, for a fetch may just have brought them
   */
  Swept sweep(Collection<Digest> keep, Instant now, Duration grace);

  /**
   * A replica's horizon.
   *
   * @param before snapshots served last before this time are gone
   * @param since when the horizon was moved there
   */
  record Forgotten(Instant before, Instant since) {
    /** Nothing is forgotten. */
    public static final Forgotten NOTHING = new Forgotten(Instant.EPOCH, Instant.EPOCH);
  }

  /** What a sweep removed. */
  record Swept(long nodes, long blobs, long bytes) {
    /** Nothing. */
    public static final Swept NOTHING = new Swept(0, 0, 0);
  }
}
