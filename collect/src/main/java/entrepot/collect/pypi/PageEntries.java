package entrepot.collect.pypi;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;

/** Keeps the bytes of our own pages, and makes their entries. */
final class PageEntries {
  private final Backend backend;
  private final long now;

  /** {@code now} is the modification time of pages that changed, in seconds since 1970. */
  PageEntries(Backend backend, long now) {
    this.backend = backend;
    this.now = now;
  }

  /** The sha256 under which the store has the bytes now. */
  Digest keep(byte[] content) {
    Digest sha256 = Digest.sha256Of(content);
    CrashPoint.SYNC_BEFORE_BLOB.reached();
    backend.put(Key.blob(sha256), content);
    CrashPoint.SYNC_AFTER_BLOB.reached();
    return sha256;
  }

  /** A place for the bytes of a long page. */
  Staging stage() {
    return backend.stage();
  }

  /** Makes the staged bytes, which have that digest, the store's. */
  void keep(Staging staging, Digest sha256) {
    CrashPoint.SYNC_BEFORE_BLOB.reached();
    staging.commit(Key.blob(sha256));
    CrashPoint.SYNC_AFTER_BLOB.reached();
  }

  /** The entry of a page in that folder. */
  Entry entry(TreePath folder, IndexFile file, Role role, long size, Digest sha256) {
    TreePath path = TreePath.of(folder + "/" + file.fileName());
    return Entry.present(path, role, size, now, sha256)
        .with(Extension.GROUP, folder.toString())
        .with(Extension.MEDIA_TYPE, file.mediaType());
  }
}
