package entrepot.collect.apt;

import entrepot.collect.HeldLease;
import entrepot.collect.HostileIndex;
import entrepot.collect.compress.Compression;
import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Writes the entries of one suite: its signed files, its indexes, and what they name. */
final class SuiteEntries {
  /** Where a release file does not list the plain index: no real one is compressed better. */
  private static final long RATIO = 200;

  private static final long ALWAYS_ALLOWED = 64 << 20;

  private final Backend backend;
  private final EntrySorter entries;
  private final HeldLease lease;
  private final StanzaLimits limits;

  SuiteEntries(Backend backend, EntrySorter entries, HeldLease lease, StanzaLimits limits) {
    this.backend = backend;
    this.entries = entries;
    this.lease = lease;
    this.limits = limits;
  }

  /** The files that clients begin with; their bytes go into the store. */
  void signedFiles(Suite suite) {
    for (SignedFile file : suite.files()) {
      Digest sha256 = file.sha256();
      CrashPoint.SYNC_BEFORE_BLOB.reached();
      backend.put(Key.blob(sha256), file.content());
      CrashPoint.SYNC_AFTER_BLOB.reached();
      Entry entry =
          Entry.present(
              file.path(), Role.ENTRY_POINT, file.content().length, seconds(suite), sha256);
      entries.add(entry.with(Extension.GROUP, suite.folder()));
    }
  }

  /** An index, by its name and by its digests, and the packages that it names. */
  void index(FetchedIndex index) {
    Suite suite = index.suite();
    add(index, TreePath.of(index.path()));
    if (suite.release().byHash()) {
      for (Digest digest : index.file().digests()) {
        add(index, TreePath.of(IndexFetch.byHash(suite, index.file(), digest)));
      }
    }
    if (index.wanted().namesPayload()) {
      payload(index);
    }
  }

  private void add(FetchedIndex index, TreePath path) {
    entries.add(
        Entry.present(
            path, Role.INDEX, index.file().size(), seconds(index.suite()), index.sha256()));
  }

  private void payload(FetchedIndex index) {
    String where = index.path();
    long mtime = seconds(index.suite());
    Consumer<Payload> each =
        payload -> {
          lease.keep();
          entries.add(
              Entry.lazy(payload.path(), Role.PAYLOAD, payload.size(), mtime, payload.digests()));
        };
    try (InputStream stored = backend.open(Key.blob(index.sha256()), 0);
        InputStream plain = index.compression().open(stored, limit(index), where)) {
      if (index.wanted().kind() == AptIndex.SOURCES) {
        PayloadReader.sources(plain, limits, where, each);
      } else {
        PayloadReader.packages(plain, limits, where, each);
      }
    } catch (IOException e) {
      throw new HostileIndex(where, "it cannot be decompressed: " + e.getMessage(), e);
    }
  }

  private static long limit(FetchedIndex index) {
    if (index.compression() == Compression.NONE) {
      return index.file().size();
    }
    return index
        .suite()
        .release()
        .file(index.wanted().path())
        .map(ListedFile::size)
        .orElseGet(() -> Math.max(ALWAYS_ALLOWED, RATIO * index.file().size()));
  }

  private static long seconds(Suite suite) {
    return suite.release().date().getEpochSecond();
  }
}
