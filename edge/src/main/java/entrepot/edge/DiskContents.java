package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;

/** The blobs of a replica beside the edge. */
record DiskContents(DiskBackend backend) implements Contents {
  @Override
  public byte[] load(Digest sha256) {
    return backend.load(Key.blob(sha256));
  }

  @Override
  public long size(Digest sha256) {
    Key key = Key.blob(sha256);
    return backend.stat(key).orElseThrow(() -> new ObjectMissing(key, "the replica")).size();
  }

  @Override
  public Ready.Content large(Found.InStore found) {
    return new Ready.OnDisk(found.sha256());
  }

  @Override
  public void used(Digest sha256) {
    // A replica keeps all.
  }

  @Override
  public boolean whole() {
    return true;
  }
}
