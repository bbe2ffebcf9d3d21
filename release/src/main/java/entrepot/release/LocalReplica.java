package entrepot.release;

import entrepot.store.backend.DiskBackend;

/** A replica on a disk of the edge's own machine, which has all that its heads name. */
public interface LocalReplica extends ReplicaReader {
  /** The nodes, blobs and fills in this replica. */
  @Override
  DiskBackend backend();
}
