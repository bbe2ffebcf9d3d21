package entrepot.app.steering;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import java.util.Optional;

/** A snapshot that the store still has; what a region serves may have outlived it there. */
record Snapshot(Store store, Digest digest) {
  static Optional<Snapshot> of(Store store, Digest digest) {
    return store.backend().stat(Key.node(digest)).map(_ -> new Snapshot(store, digest));
  }

  Optional<Entry> find(TreePath path) {
    return store.manifests().find(digest, path);
  }
}
