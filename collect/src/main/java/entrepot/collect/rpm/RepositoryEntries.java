package entrepot.collect.rpm;

import entrepot.collect.HeldLease;
import entrepot.collect.HostileIndex;
import entrepot.collect.Quarantine;
import entrepot.collect.compress.Compression;
import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Writes the entries of one repository: its entry points, its metadata, and what they name. */
final class RepositoryEntries {
  /** No real metadata is compressed better. */
  private static final long RATIO = 200;

  private static final long ALWAYS_ALLOWED = 64 << 20;

  private final Backend backend;
  private final EntrySorter entries;
  private final HeldLease lease;
  private final Checksums checksums;
  private final Quarantine quarantine;
  private final Progress progress;

  RepositoryEntries(
      Backend backend,
      EntrySorter entries,
      HeldLease lease,
      Checksums checksums,
      Quarantine quarantine,
      Progress progress) {
    this.backend = backend;
    this.entries = entries;
    this.lease = lease;
    this.checksums = checksums;
    this.quarantine = quarantine;
    this.progress = progress;
  }

  /** All of it. */
  void add(PinnedRepository pinned, List<MetadataFile> metadata) {
    pinned.files().forEach(file -> entryPoint(pinned, file));
    for (MetadataFile file : metadata) {
      index(pinned, file);
      switch (file.data().type()) {
        case "primary" -> payload(pinned, file, PrimaryReader::read);
        case "prestodelta", "deltainfo" -> payload(pinned, file, DeltaReader::read);
        default -> {}
      }
    }
  }

  /** The files that clients begin with; their bytes go into the store. */
  private void entryPoint(PinnedRepository pinned, EntryFile file) {
    Digest sha256 = file.sha256();
    CrashPoint.SYNC_BEFORE_BLOB.reached();
    backend.put(Key.blob(sha256), file.content());
    CrashPoint.SYNC_AFTER_BLOB.reached();
    Entry entry =
        Entry.present(
            file.path(), Role.ENTRY_POINT, file.content().length, pinned.seconds(), sha256);
    entries.add(entry.with(Extension.GROUP, pinned.repository().at("repodata").toString()));
  }

  private void index(PinnedRepository pinned, MetadataFile file) {
    long time = file.data().timestamp() > 0 ? file.data().timestamp() : pinned.seconds();
    List<Digest> digests =
        file.expected().equals(file.sha256())
            ? List.of(file.sha256())
            : List.of(file.sha256(), file.expected());
    entries.add(
        new Entry(file.path(), Role.INDEX, State.PRESENT, file.size(), time, digests, List.of()));
  }

  /** Reads a document and hands on the files that it names. */
  private interface Reader {
    void read(InputStream in, String where, java.util.function.Consumer<PackageFile> each)
        throws IOException;
  }

  private void payload(PinnedRepository pinned, MetadataFile file, Reader reader) {
    String where = file.path().toString();
    Href hrefs = new Href(pinned.repository(), pinned.mirrors().addresses(), where);
    LeftOut leftOut = new LeftOut(where, progress);
    try (InputStream stored = backend.open(Key.blob(file.sha256()), 0);
        InputStream plain = compression(file).open(stored, limit(file), where)) {
      reader.read(plain, where, named -> payload(pinned, named, hrefs, leftOut));
    } catch (IOException e) {
      throw new HostileIndex(where, "it cannot be decompressed: " + e.getMessage(), e);
    }
    leftOut.tell();
  }

  private void payload(PinnedRepository pinned, PackageFile named, Href hrefs, LeftOut leftOut) {
    lease.keep();
    switch (hrefs.place(named.href(), named.base())) {
      case Href.Place.Inside inside -> entries.add(entry(pinned, named, inside));
      case Href.Place.Elsewhere elsewhere ->
          leftOut.add(elsewhere.address(), "it is at another place, where clients go themselves");
      case Href.Place.Nowhere nowhere -> leftOut.add(named.href(), nowhere.reason());
    }
  }

  private Entry entry(PinnedRepository pinned, PackageFile named, Href.Place.Inside inside) {
    long time = named.time() > 0 ? named.time() : pinned.seconds();
    Optional<String> objection = checksums.objection(named.checksumType(), named.checksum());
    List<Digest> digests =
        checksums.digest(named.checksumType(), named.checksum()).map(List::of).orElse(List.of());
    Entry lazy = Entry.lazy(inside.path(), Role.PAYLOAD, named.size(), time, digests);
    Entry placed = inside.locator().map(at -> lazy.with(Extension.LOCATOR, at)).orElse(lazy);
    return objection.map(reason -> quarantine.missing(placed, reason)).orElse(placed);
  }

  private Compression compression(MetadataFile file) throws IOException {
    try (InputStream in = backend.open(Key.blob(file.sha256()), 0)) {
      return Compression.of(in.readNBytes(8));
    }
  }

  private static long limit(MetadataFile file) {
    long most = Math.max(ALWAYS_ALLOWED, RATIO * file.size());
    return Math.min(most, file.data().openSize().orElse(most));
  }
}
