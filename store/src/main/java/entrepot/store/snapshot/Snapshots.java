package entrepot.store.snapshot;

import entrepot.kit.Digest;
import entrepot.store.backend.Backend;
import java.util.List;
import java.util.Optional;

/** The records of the snapshots in a store. */
public final class Snapshots {
  private final Backend backend;

  public Snapshots(Backend backend) {
    this.backend = backend;
  }

  /**
   * Records a snapshot. All that was written before is forced to stable storage first, so that a
   * record never names bytes that a power cut could lose. An older record of the same content
   * stays.
   */
  public void add(SnapshotRecord snapshot) {
    throw new UnsupportedOperationException("add " + backend);
  }

  /** The record of that snapshot. */
  public Optional<SnapshotRecord> find(String tree, Digest digest) {
    throw new UnsupportedOperationException();
  }

  /** All snapshots of a tree, oldest first. */
  public List<SnapshotRecord> of(String tree) {
    throw new UnsupportedOperationException();
  }

  /** Forgets a record; false when there was none. */
  public boolean remove(String tree, Digest digest) {
    throw new UnsupportedOperationException();
  }
}
