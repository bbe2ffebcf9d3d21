package entrepot.release;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.release.sign.Envelope;
import entrepot.store.Store;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Change;
import entrepot.store.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A replica in a folder; {@link ReplicaFolder} draws it. */
public final class DiskReplica implements Replica, Replica.Former {
  private static final long CACHE_BYTES = 16L << 20;

  private final String region;
  private final ReplicaFolder folder;
  private final DiskBackend backend;
  private final Manifests manifests;
  private final DiskSweep sweep;
  private final Unflushed unflushed;

  /** The folder is made if it is not there. */
  public DiskReplica(String region, Path root) {
    this.region = Names.checked("region", region);
    this.folder = new ReplicaFolder(root);
    this.backend = new DiskBackend(root);
    this.manifests = new Manifests(backend, CACHE_BYTES);
    this.sweep = new DiskSweep(folder, backend, manifests);
    this.unflushed = new Unflushed(folder);
    try {
      Files.createDirectories(folder.heads());
    } catch (IOException e) {
      throw new BackendUnavailable("making " + root, e);
    }
  }

  @Override
  public String region() {
    return region;
  }

  @Override
  public Hold hold() {
    return FolderLock.take(folder.lock());
  }

  @Override
  public Optional<Envelope> head() {
    return ReplicaFolder.envelope(folder.head());
  }

  @Override
  public Optional<Envelope> head(long generation) {
    return ReplicaFolder.envelope(folder.head(generation));
  }

  @Override
  public DiskBackend backend() {
    return backend;
  }

  @Override
  public Manifests manifests() {
    return manifests;
  }

  @Override
  public Optional<Former> former() {
    return Optional.of(this);
  }

  @Override
  public boolean doubtful() {
    return unflushed.left();
  }

  @Override
  public List<String> publish(Store from, Publication publication, Progress progress) {
    Digest snapshot = publication.snapshot();
    sweep.finish();
    unflushed.begin();
    if (!has(snapshot)) {
      Manifests both = new Manifests(new Layered(from.backend(), backend), CACHE_BYTES);
      try (Copying copying = new Copying(from.backend(), backend, progress)) {
        copyBlobs(both, snapshot, publication.base(), copying);
        copyNodes(both, snapshot, copying);
      }
    }
    return List.of();
  }

  private void copyBlobs(Manifests both, Digest snapshot, Optional<Digest> base, Copying copying) {
    CrashPoint.RELEASE_BEFORE_BLOBS.reached();
    if (base.isPresent()) {
      both.diff(
          base.get(),
          snapshot,
          change -> {
            switch (change) {
              case Change.Added added -> copying.blobOf(added.entry());
              case Change.Modified modified -> copying.blobOf(modified.after());
              case Change.Removed _ -> {}
            }
          });
    } else {
      both.entries(snapshot).forEachRemaining(copying::blobOf);
    }
    copying.await();
    CrashPoint.RELEASE_AFTER_BLOBS.reached();
  }

  private void copyNodes(Manifests both, Digest snapshot, Copying copying) {
    CrashPoint.RELEASE_BEFORE_NODES.reached();
    // A node comes after those below it, so one after the other keeps the invariant.
    try (Stream<Digest> lacking = both.nodes(snapshot, this::has)) {
      lacking.forEachOrdered(node -> copying.copy(Key.node(node)));
    }
    CrashPoint.RELEASE_AFTER_NODES.reached();
  }

  private boolean has(Digest node) {
    return backend.stat(Key.node(node)).isPresent();
  }

  @Override
  public void issue(long generation, Envelope head) {
    backend.flush();
    unflushed.end();
    byte[] content = head.toJson();
    CrashPoint.RELEASE_BEFORE_HISTORY.reached();
    ReplicaFolder.write(folder.head(generation), content);
    CrashPoint.RELEASE_AFTER_HISTORY.reached();
    CrashPoint.RELEASE_BEFORE_HEAD.reached();
    ReplicaFolder.write(folder.head(), content);
    CrashPoint.RELEASE_AFTER_HEAD.reached();
  }

  @Override
  public Forgotten forgotten() {
    return folder.forgotten();
  }

  @Override
  public void forget(Forgotten less) {
    folder.forget(less);
  }

  @Override
  public Swept sweep(Collection<Digest> keep, Instant now, Duration grace) {
    Swept swept = sweep.sweep(keep, now, grace);
    unflushed.end();
    return swept;
  }
}
