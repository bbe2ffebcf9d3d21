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
import java.util.List;
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

  /** What keeps former snapshots; empty where none are kept. */
  default Optional<Former> former() {
    return Optional.empty();
  }

  /** Ends what a process that was killed left over after its head; the replica is held. */
  default void resume(Head head) {}

  /** Whether nothing is half done for the tree: what its head says is all there is. */
  default boolean settled(String tree) {
    return true;
  }

  /**
   * Copies what the snapshot has and the replica lacks. Answers sentences that a person should
   * read.
   */
  List<String> publish(Store from, Publication publication, Progress progress);

  /**
   * Snapshots whose publication ended before its head, and whose indexes clients may have seen: to
   * be carried as if they had been served.
   */
  default List<Digest> seen(String tree) {
    return List.of();
  }

  /** Makes sure that what is carried is there with its own bytes; the head comes next. */
  default void keep(Publication publication, Optional<Digest> carry) {}

  /**
   * Forces all that was written to stable storage, then makes this the head of that generation and
   * the current one, in one step.
   */
  void issue(long generation, Envelope head);

  /** Removes what the head no longer needs, after it was issued. */
  default void finish(Publication publication, Head issued) {}

  /** A head is to come that no longer has the tree; {@link #finish} comes after it. */
  default void withdrawing(Publication last) {}

  /** A head is to come that forbids or allows something; the replica is held. */
  default void revising(Revocation about) {}

  /** The head has come: what it forbids goes, what it allows again comes back. */
  default void revised(Revocation about, Head issued) {}

  /** Removes what is carried no longer. */
  default Swept expire(Head head, Instant now) {
    return Swept.NOTHING;
  }

  /** A replica's former snapshots, for those who ask for a time or go back to one. */
  interface Former {
    /**
     * Whether a release that did not end may have lost nodes or blobs to a power cut, so that
     * having a node proves nothing unless a head names it: sweep first.
     */
    boolean doubtful();

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
  }

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
