package entrepot.release;

import entrepot.kit.Digest;
import entrepot.store.backend.DiskBackend;
import entrepot.store.manifest.Manifests;
import java.time.Instant;
import java.util.Optional;

/** What an edge needs of the replica beside it. */
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

  /** The blobs and fills in this replica. */
  DiskBackend backend();

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
