package entrepot.release;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.release.sign.Envelope;
import entrepot.release.sign.TrustedKeys;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.DiskBackend;
import entrepot.store.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a replica on disk for an edge. Believes a head only when a trusted key signed it for this
 * region and its generation rises; otherwise the former one stays, and the log says why, once.
 */
public final class DiskReplicaReader implements LocalReplica {
  private static final Logger log = LoggerFactory.getLogger(DiskReplicaReader.class);

  private final String region;
  private final ReplicaFolder folder;
  private final HeadCheck check;
  private final DiskBackend backend;
  private final Manifests manifests;
  private final History history;

  private @Nullable Stamp seen;
  private @Nullable String complaint;
  private volatile @Nullable Head current;
  private volatile @Nullable Envelope signed;
  private volatile Replica.Forgotten forgotten = Replica.Forgotten.NOTHING;

  /** By which a replaced file is known without reading it. */
  private record Stamp(FileTime modified, long size, @Nullable Object inode) {}

  /** Looks at the head at once; {@link #refresh} does so again. */
  public DiskReplicaReader(String region, Path root, TrustedKeys trusted) {
    this.region = Names.checked("region", region);
    this.folder = new ReplicaFolder(root);
    this.check = new HeadCheck(region, trusted);
    this.backend = new DiskBackend(root);
    this.manifests = new Manifests(backend);
    this.history =
        new History(region, generation -> ReplicaFolder.envelope(folder.head(generation)), trusted);
    refresh();
  }

  /** Looks whether there is a newer head; true when there is. Never throws for what it finds. */
  @Override
  public synchronized boolean refresh() {
    try {
      forgotten = folder.forgotten();
      Stamp stamp = stamp(folder.head());
      if (stamp == null || stamp.equals(seen)) {
        if (stamp == null && current != null) {
          complain("head.json of region %s is gone; the last one is served".formatted(region));
        }
        return false;
      }
      Optional<Envelope> envelope = ReplicaFolder.envelope(folder.head());
      return envelope.isPresent() && accept(envelope.get(), stamp);
    } catch (Failure e) {
      complain(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private boolean accept(Envelope envelope, Stamp stamp) {
    Head former = current;
    Head head = check.next(envelope, former, 0);
    seen = stamp;
    complaint = null;
    signed = envelope;
    current = head;
    return !head.equals(former);
  }

  private void complain(String sentence) {
    if (!Objects.equals(complaint, sentence)) {
      log.error("{}", sentence);
      complaint = sentence;
    }
  }

  private static @Nullable Stamp stamp(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(found.lastModifiedTime(), found.size(), found.fileKey());
    } catch (NoSuchFileException _) {
      return null;
    } catch (IOException e) {
      throw new BackendUnavailable("looking for " + file, e);
    }
  }

  @Override
  public Optional<Head> head() {
    return Optional.ofNullable(current);
  }

  @Override
  public Retention at(String tree, Instant time) {
    return known() ? retention(history.at(tree, time)) : new Retention.Unknown();
  }

  @Override
  public Retention at(String tree, Digest snapshot) {
    Head head = current;
    if (head == null) {
      return new Retention.Unknown();
    }
    Optional<TreeHead> served = head.tree(tree).filter(t -> t.snapshot().equals(snapshot));
    return served.isPresent()
        ? new Retention.Kept(snapshot, served.get().released())
        : known() ? retention(history.last(tree, snapshot)) : new Retention.Unknown();
  }

  /** Reads the history up to the head that is served, not further: the rest was never released. */
  private boolean known() {
    Head head = current;
    if (head != null) {
      history.readTo(head.generation());
    }
    return head != null;
  }

  private Retention retention(Optional<History.Ended> found) {
    if (found.isEmpty()) {
      return new Retention.Unknown();
    }
    Digest snapshot = found.get().span().served().snapshot();
    // The span asked for may have ended long ago, and its snapshot been released again since.
    return found.get().until().isBefore(forgotten.before()) && !servedSince(snapshot)
        ? new Retention.Pruned(snapshot)
        : new Retention.Kept(snapshot, found.get().span().served().released());
  }

  private boolean servedSince(Digest snapshot) {
    return history.trees().stream()
        .flatMap(tree -> history.last(tree, snapshot).stream())
        .anyMatch(last -> !last.until().isBefore(forgotten.before()));
  }

  @Override
  public Optional<Envelope> signed() {
    return Optional.ofNullable(signed);
  }

  @Override
  public Optional<Envelope> signed(long generation) {
    Head head = current;
    // What lies above was never released.
    return head == null || generation > head.generation()
        ? Optional.empty()
        : ReplicaFolder.envelope(folder.head(generation));
  }

  @Override
  public Manifests manifests() {
    return manifests;
  }

  @Override
  public DiskBackend backend() {
    return backend;
  }
}
