package entrepot.collect.files;

import entrepot.collect.HeldLease;
import entrepot.collect.HostileIndex;
import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the entries of checksum files: themselves, their signatures, and what they name. */
final class ChecksumEntries {
  private final Backend backend;
  private final EntrySorter entries;
  private final HeldLease lease;

  /** What is published as it is, and may be named by another checksum file too. */
  private final Map<TreePath, FetchedFile> verbatim = new HashMap<>();

  ChecksumEntries(Backend backend, EntrySorter entries, HeldLease lease) {
    this.backend = backend;
    this.entries = entries;
    this.lease = lease;
  }

  /** The files that clients begin with; their bytes go into the store. */
  void verbatim(List<ChecksumFile> files, LastModified times) {
    for (ChecksumFile file : files) {
      verbatim(file.file(), file.path(), times);
      file.signature().ifPresent(signature -> verbatim(signature, file.path(), times));
    }
  }

  private void verbatim(FetchedFile file, TreePath group, LastModified times) {
    verbatim.put(file.path(), file);
    Digest sha256 = file.sha256();
    CrashPoint.SYNC_BEFORE_BLOB.reached();
    backend.put(Key.blob(sha256), file.content());
    CrashPoint.SYNC_AFTER_BLOB.reached();
    entries.add(
        Entry.present(file.path(), Role.ENTRY_POINT, file.content().length, times.of(file), sha256)
            .with(Extension.GROUP, group.toString()));
  }

  /** What the text of a checksum file names; to be called when all are published. */
  void named(ChecksumFile by, byte[] text, LastModified times) {
    long mtime = times.of(by.file());
    ChecksumReader.read(
        by.path(),
        text,
        named -> {
          lease.keep();
          FetchedFile own = verbatim.get(named.path());
          if (own == null) {
            entries.add(
                Entry.lazy(
                    named.path(),
                    Role.PAYLOAD,
                    named.size(),
                    mtime,
                    named.digest().stream().toList()));
          } else if (!own.path().equals(by.path())) {
            check(by, own, named.digest());
          }
        });
  }

  /** Two checksum files that name each other cannot: of one's own line nothing is to be checked. */
  private static void check(ChecksumFile by, FetchedFile own, Optional<Digest> named) {
    if (named.isPresent()
        && !Digest.of(named.get().algorithm(), named.get().algorithm().hash().digest(own.content()))
            .equals(named.get())) {
      throw new HostileIndex(
          by.path().toString(),
          "it names another %s than there is; perhaps the upstream is being changed"
              .formatted(own.path()));
    }
  }
}
