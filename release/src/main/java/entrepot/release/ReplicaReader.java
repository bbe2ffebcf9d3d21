package entrepot.release;

import entrepot.kit.Digest;
import entrepot.release.sign.Envelope;
import entrepot.store.backend.Backend;
import entrepot.store.manifest.Manifests;
import java.time.Instant;
import java.util.Optional;

/** What an edge needs of the replica that it serves. */
public interface ReplicaReader {
  /** Looks whether there is a newer head; true when there is. Cheap when there is none. */
  boolean refresh();

  /** The newest head seen whose signature and generation hold; empty before the first release. */
  Optional<Head> head();

  /** What the head named for the tree at that time. */
  Retention at(String tree, Instant time);

  /** Whether a snapshot of the tree is still kept here. */
  Retention at(String tree, Digest snapshot);

  /** The manifests in this replica. */
  Manifests manifests();

  /** Where its nodes lie, in their stored form. */
  Backend backend();

  /** The newest head as it was signed, for those who read this replica through an edge. */
  Optional<Envelope> signed();

  /** The head of a generation up to the newest as it was signed; empty where it is not there. */
  Optional<Envelope> signed(long generation);

  /** What became of a snapshot. */
  sealed interface Retention {
    /** It is here, whole. */
    record Kept(Digest snapshot, Instant released) implements Retention {}

    /** It was released here once, and is gone. */
    record Pruned(Digest snapshot) implements Retention {}

    /** It never was here. */
    record Unknown() implements Retention {}
  }
}
