package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Ids;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import entrepot.kit.CrashPoint;
import entrepot.vm.disk.DiskFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** The lives of a region's snapshots: a row that is pending, then the file, then completed. */
public final class Snapshots {
  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);
  private static final long GIB = 1L << 30;

  private final Region region;
  private final Storage storage;
  private final PointInTime volumes;
  private final VolumeLimits limits;
  private final Function<String, Optional<Snapshots>> elsewhere;
  private final Leftovers leftovers;

  /**
   * Snapshots of a region.
   *
   * @param elsewhere those of another region of the same cloud, by its name
   */
  public Snapshots(
      Region region,
      Storage storage,
      LiveDisks live,
      VolumeLimits limits,
      Function<String, Optional<Snapshots>> elsewhere) {
    this.region = region;
    this.storage = storage;
    this.volumes = new PointInTime(region.book(), storage, live);
    this.limits = limits;
    this.elsewhere = elsewhere;
    this.leftovers = new Leftovers(region.book(), storage);
  }

  /**
   * A snapshot that was begun.
   *
   * @param done completes when it is completed, exceptionally when it went wrong
   */
  public record Begun(Row<Snapshot> row, CompletableFuture<Void> done) {}

  /**
   * Snapshots a volume as it is when this returns, also while it is in use.
   *
   * @param atRest the caller keeps the volume's machine off, whatever the instance's row says
   */
  public Begun create(
      String account,
      @Nullable String volumeId,
      @Nullable String description,
      List<Tag> tags,
      boolean atRest) {
    Row<Snapshot> row =
        region
            .book()
            .change(draft -> {
              Volume volume = snapable(draft, account, volumeId);
              Row<Snapshot> pending = pending(draft, account, volume.size(), description, tags);
              Row<Snapshot> of =
                  pending.with(pending.value().copy(s -> s.volumeId(volume.volumeId())));
              draft.put(of);
              return of;
            });
    CrashPoint.CLOUD_SNAPSHOT_AFTER_RECORD.reached();
    return begin(row, part -> volumes.copy(row.value().volumeId(), part, atRest));
  }

  /** The volume, if it can be snapshotted; throws {@link Ec2Failure}. */
  public Volume snapable(Rows rows, String account, @Nullable String volumeId) {
    Volume volume = Lookup.volume(rows, account, volumeId).value();
    if (!List.of(VolumeState.AVAILABLE, VolumeState.IN_USE).contains(volume.state())) {
      throw Ec2Failure.of(
          "IncorrectState",
          "Volume '%s' is in the '%s' state.".formatted(volume.volumeId(), volume.stateAsString()));
    }
    return volume;
  }

  /** Copies a snapshot of another region, or of this one. */
  public Begun copy(
      String account,
      @Nullable String fromRegion,
      @Nullable String snapshotId,
      @Nullable String description,
      List<Tag> tags) {
    return copy(
        account, of(fromRegion), of(fromRegion).completed(account, snapshotId), description, tags);
  }

  /** Copies a snapshot that another account has, for an image of it that it let this one launch. */
  Begun copyFor(
      String account, String owner, @Nullable String fromRegion, String snapshotId, String why) {
    return copy(
        account, of(fromRegion), of(fromRegion).completed(owner, snapshotId), why, List.of());
  }

  private Begun copy(
      String account,
      Snapshots source,
      Row<Snapshot> from,
      @Nullable String description,
      List<Tag> tags) {
    Row<Snapshot> row =
        region
            .book()
            .change(draft -> {
              Row<Snapshot> pending =
                  pending(draft, account, from.value().volumeSize(), description, tags);
              // AWS gives copies a volume that no account has
              Row<Snapshot> copy =
                  pending.with(pending.value().copy(s -> s.volumeId("vol-ffffffff")));
              draft.put(copy);
              return copy;
            });
    CrashPoint.CLOUD_SNAPSHOT_AFTER_RECORD.reached();
    return begin(
        row,
        part ->
            CompletableFuture.runAsync(
                () -> storage.link(source.storage.snapshot(from.id()), part), storage::soon));
  }

  /** Refuses what {@link #copy} would, and does nothing. */
  public void checkCopy(String account, @Nullable String fromRegion, @Nullable String snapshotId) {
    of(fromRegion).completed(account, snapshotId);
  }

  private Snapshots of(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      throw Ec2Failure.of(
          "MissingParameter", "The request must contain the parameter SourceRegion");
    }
    return name.equals(region.name())
        ? this
        : elsewhere
            .apply(name)
            .orElseThrow(() ->
                Ec2Failure.of(
                    "InvalidParameterValue", "The source region '" + name + "' does not exist."));
  }

  /** A snapshot that volumes can be made from; throws {@link Ec2Failure}. */
  public Row<Snapshot> completed(String account, @Nullable String snapshotId) {
    Row<Snapshot> row = Lookup.snapshot(region.book(), account, snapshotId);
    if (row.value().state() != SnapshotState.COMPLETED) {
      throw Ec2Failure.of("IncorrectState", "Snapshot '" + row.id() + "' is not 'completed'.");
    }
    return row;
  }

  /** Makes a snapshot of a disk file that was looked into; waits until it is completed. */
  Row<Snapshot> of(String account, Path file, DiskFormat format, long bytes, String description) {
    Row<Snapshot> row =
        region
            .book()
            .change(draft -> {
              int gib = Math.toIntExact((bytes + GIB - 1) / GIB);
              Row<Snapshot> pending = pending(draft, account, gib, description, List.of());
              draft.put(pending);
              return pending;
            });
    begin(
            row,
            part -> {
              storage.disks().copy(file, format, part);
              return CompletableFuture.completedFuture(null);
            })
        .done()
        .join();
    return region.book().find(Kind.SNAPSHOT, row.id()).orElseThrow();
  }

  /** A row that is to be put; throws {@link Ec2Failure} over the limit. */
  public Row<Snapshot> pending(
      Rows rows, String account, int gib, @Nullable String description, List<Tag> tags) {
    Quota.snapshots(rows, account, limits);
    if (description != null && description.length() > 255) {
      throw Ec2Failure.of("InvalidParameterValue", "A description has at most 255 characters.");
    }
    String id = Ids.next("snap");
    return Row.of(
        Kind.SNAPSHOT,
        id,
        account,
        Snapshot.builder()
            .snapshotId(id)
            .ownerId(account)
            .description(description == null ? "" : description)
            .encrypted(false)
            .progress("0%")
            .startTime(region.clock().instant())
            .state(SnapshotState.PENDING)
            .storageTier("standard")
            .volumeSize(gib)
            .tags(tags)
            .build());
  }

  /** Makes the file of a pending snapshot; what {@code how} throws at once takes its row away. */
  public Begun begin(Row<Snapshot> row, Function<Path, CompletableFuture<Void>> how) {
    Path part = storage.part(storage.snapshot(row.id()));
    CompletableFuture<Void> copied;
    try {
      storage.remove(part);
      copied = how.apply(part);
    } catch (RuntimeException e) {
      region.book().update(draft -> draft.remove(Kind.SNAPSHOT, row.id()));
      storage.remove(part);
      throw e;
    }
    CompletableFuture<Void> done =
        copied.handleAsync(
            (_, failed) -> {
              finish(row.id(), part, failed);
              return null;
            },
            storage::soon);
    return new Begun(row, done);
  }

  private void finish(String id, Path part, @Nullable Throwable failed) {
    try {
      if (failed != null) {
        throw new IllegalStateException("copying the disk of " + id, failed);
      }
      CrashPoint.CLOUD_SNAPSHOT_AFTER_COPY.reached();
      storage.publish(storage.snapshot(id));
      CrashPoint.CLOUD_SNAPSHOT_AFTER_FILE.reached();
      ended(id, SnapshotState.COMPLETED, null);
      CrashPoint.CLOUD_SNAPSHOT_AFTER_COMPLETED.reached();
      leftovers.snapshots(); // it may have been deleted meanwhile
    } catch (RuntimeException e) {
      log.warn("making the snapshot {}", id, e);
      storage.remove(part);
      ended(id, SnapshotState.ERROR, "The copy of the volume failed.");
      throw e;
    }
  }

  private void ended(String id, SnapshotState state, @Nullable String why) {
    region
        .book()
        .update(draft ->
            draft
                .find(Kind.SNAPSHOT, id)
                .ifPresent(row ->
                    draft.put(
                        row.with(
                            row.value()
                                .copy(s -> {
                                  s.state(state).stateMessage(why);
                                  if (state == SnapshotState.COMPLETED) {
                                    s.progress("100%").completionTime(region.clock().instant());
                                  }
                                })))));
  }

  /** Deletes a snapshot; its file stays while a volume stands on it. Throws {@link Ec2Failure}. */
  public void delete(String account, @Nullable String snapshotId) {
    region
        .book()
        .update(draft -> draft.remove(Kind.SNAPSHOT, deletable(draft, account, snapshotId).id()));
    CrashPoint.CLOUD_SNAPSHOT_AFTER_FORGOTTEN.reached();
    leftovers.snapshots();
  }

  /** The snapshot, if it can be deleted; throws {@link Ec2Failure}. */
  public Row<Snapshot> deletable(Rows rows, String account, @Nullable String snapshotId) {
    Row<Snapshot> row = Lookup.ownSnapshot(rows, account, snapshotId);
    for (Row<Image> image : rows.all(Kind.IMAGE)) {
      if (image.value().blockDeviceMappings().stream()
          .anyMatch(one -> one.ebs() != null && row.id().equals(one.ebs().snapshotId()))) {
        throw Ec2Failure.of(
            "InvalidSnapshot.InUse",
            "The snapshot %s is currently in use by %s".formatted(row.id(), image.id()));
      }
    }
    return row;
  }

  /** What it remembers. */
  public Book book() {
    return region.book();
  }

  /** Settles what a former process left pending; to be called when machines were adopted. */
  public void settle() {
    Leftovers.parts(storage.snapshotFiles(), storage);
    for (Row<Snapshot> row : region.book().all(Kind.SNAPSHOT)) {
      boolean staged = Files.exists(storage.staging(row.id()));
      if (row.value().state() != SnapshotState.PENDING) {
        storage.unstage(row.id());
      } else if (Files.exists(storage.snapshot(row.id()))) {
        ended(row.id(), SnapshotState.COMPLETED, null);
        storage.unstage(row.id());
      } else if (!staged) {
        ended(row.id(), SnapshotState.ERROR, "The server was stopped while it was made.");
      }
    }
    leftovers.snapshots();
  }
}
