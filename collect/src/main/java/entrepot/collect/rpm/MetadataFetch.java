package entrepot.collect.rpm;

import entrepot.collect.BlobFetch;
import entrepot.collect.CorruptedFile;
import entrepot.collect.HostileIndex;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.kit.http.Downloads;
import entrepot.kit.http.UpstreamFailure;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectInfo;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Brings all that a repomd.xml names into the store, whatever it is, if it is not there already.
 */
final class MetadataFetch {
  /** Fedora's largest has 200 MB. */
  private static final long MOST_BYTES = 16L << 30;

  private final BlobFetch blobs;
  private final Store store;
  private final Checksums checksums;
  private final Optional<Digest> parent;
  private final Progress progress;

  /** What the snapshot {@code parent} has under the same name and digest is not fetched. */
  MetadataFetch(
      BlobFetch blobs,
      Store store,
      Checksums checksums,
      Optional<Digest> parent,
      Progress progress) {
    this.blobs = blobs;
    this.store = store;
    this.checksums = checksums;
    this.parent = parent;
    this.progress = progress;
  }

  private record Wanted(Repomd.Data data, Href.Place.Inside place, String name, Digest digest) {}

  /** In the order of the repomd.xml; a file that cannot be had fails the run. */
  List<MetadataFile> fetch(PinnedRepository pinned, int parallel) {
    List<Wanted> wanted = wanted(pinned);
    AtomicReferenceArray<MetadataFile> results = new AtomicReferenceArray<>(wanted.size());
    try (Downloads downloads = new Downloads(parallel)) {
      for (int i = 0; i < wanted.size(); i++) {
        int at = i;
        downloads.submit(() -> results.set(at, fetch(pinned, wanted.get(at))));
      }
      downloads.finish();
    }
    List<MetadataFile> fetched = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      fetched.add(results.get(i));
    }
    return fetched;
  }

  private List<Wanted> wanted(PinnedRepository pinned) {
    RpmRepository repository = pinned.repository();
    String where = repository.at(EntryFiles.REPOMD).toString();
    Href hrefs = new Href(repository, pinned.mirrors().addresses(), where);
    List<Wanted> wanted = new ArrayList<>();
    for (Repomd.Data data : pinned.repomd().data()) {
      switch (hrefs.place(data.href(), data.base())) {
        case Href.Place.Inside inside -> wanted.add(wanted(pinned, data, inside));
        case Href.Place.Elsewhere elsewhere ->
            progress.note(
                "%s: metadata '%s' is at %s; clients go there by themselves"
                    .formatted(repository.name(), data.type(), elsewhere.address()));
        case Href.Place.Nowhere nowhere ->
            throw new HostileIndex(
                where, "it names '%s': %s".formatted(data.href(), nowhere.reason()));
      }
    }
    if (wanted.stream().noneMatch(w -> w.data().type().equals("primary"))) {
      throw RepositoryRefused.noPrimary(repository.name());
    }
    return wanted;
  }

  private Wanted wanted(PinnedRepository pinned, Repomd.Data data, Href.Place.Inside inside) {
    RpmRepository repository = pinned.repository();
    Optional<String> objection = checksums.objection(data.checksumType(), data.checksum());
    if (objection.isPresent()) {
      throw RepositoryRefused.unverifiable(repository.name(), data.href(), objection.get());
    }
    if (data.size().orElse(0) > MOST_BYTES) {
      throw new HostileIndex(
          repository.at(EntryFiles.REPOMD).toString(),
          "'%s' claims to have %d bytes".formatted(data.href(), data.size().getAsLong()));
    }
    return new Wanted(
        data,
        inside,
        inside.locator().orElseGet(() -> repository.nameOf(inside.path())),
        checksums.digest(data.checksumType(), data.checksum()).orElseThrow());
  }

  private MetadataFile fetch(PinnedRepository pinned, Wanted wanted) {
    Digest sha256 = held(wanted).orElseGet(() -> download(pinned, wanted));
    long size = store.backend().stat(Key.blob(sha256)).map(ObjectInfo::size).orElseThrow();
    return new MetadataFile(wanted.data(), wanted.place().path(), size, wanted.digest(), sha256);
  }

  private Optional<Digest> held(Wanted wanted) {
    Optional<Digest> known =
        wanted.digest().algorithm() == Digest.Algorithm.SHA256
            ? Optional.of(wanted.digest())
            : inParent(wanted.place().path(), wanted.digest());
    return known.filter(sha256 -> store.backend().stat(Key.blob(sha256)).isPresent());
  }

  private Optional<Digest> inParent(TreePath path, Digest digest) {
    return parent
        .flatMap(root -> store.manifests().find(root, path))
        .filter(entry -> entry.state() == State.PRESENT && entry.digests().contains(digest))
        .flatMap(Entry::sha256);
  }

  private Digest download(PinnedRepository pinned, Wanted wanted) {
    long size = wanted.data().size().orElse(Entry.UNKNOWN_SIZE);
    progress.expect(1, Math.max(0, size));
    List<URI> places = pinned.mirrors().of(wanted.name());
    for (int i = 0; ; i++) {
      try {
        Digest sha256 =
            blobs.fetch(
                places.get(i), wanted.place().path().toString(), size, List.of(wanted.digest()));
        progress.done(1, Math.max(0, size));
        return sha256;
      } catch (UpstreamFailure | CorruptedFile e) {
        if (i + 1 == places.size() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }
}
