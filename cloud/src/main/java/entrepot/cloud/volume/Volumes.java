package entrepot.cloud.volume;

import entrepot.cloud.ec2.ClientTokens;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Ids;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Draft;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import entrepot.kit.CrashPoint;
import entrepot.vm.disk.DiskFormat;
import entrepot.vm.machine.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** The lives of a region's volumes. A row comes before its file and goes after it. */
public final class Volumes {
  private static final Logger log = LoggerFactory.getLogger(Volumes.class);
  private static final long GIB = 1L << 30;

  /** The note that names the snapshot whose file a volume's file overlays. */
  static final String BACKING = "backing";

  private final Region region;
  private final Storage storage;
  private final VolumeLimits limits;
  private final Leftovers leftovers;

  public Volumes(Region region, Storage storage, VolumeLimits limits) {
    this.region = region;
    this.storage = storage;
    this.limits = limits;
    this.leftovers = new Leftovers(region.book(), storage);
  }

  /** The serial number that a guest reads of a volume's disk: its id without the dash. */
  public static String serial(String volumeId) {
    return volumeId.replace("-", "");
  }

  /** A volume as a machine takes it; waits until no copy of it is under way. */
  public Disk disk(String volumeId) {
    storage.copies().await(volumeId);
    return new Disk(serial(volumeId), storage.volume(volumeId), DiskFormat.QCOW2, false);
  }

  /** Makes a volume that nobody has yet; throws {@link Ec2Failure}. */
  public Row<Volume> create(String account, NewVolume asked) {
    return create(account, asked, _ -> Optional.empty(), row -> row, (_, row) -> row);
  }

  /**
   * Makes a volume of an instance that does not run yet, attached to it. The instance's row is
   * there already.
   *
   * @param device such as {@code /dev/sda1}
   */
  public Row<Volume> createFor(
      String account,
      String instanceId,
      String device,
      boolean deleteOnTermination,
      NewVolume asked) {
    return create(
        account,
        asked,
        _ -> Optional.empty(),
        row -> row,
        (draft, row) ->
            new Bond(row.id(), instanceId, device, deleteOnTermination)
                .attached(draft, region.clock().instant()));
  }

  /** Makes a volume as a request asks for it, once for each client token. */
  public Row<Volume> create(
      String account, NewVolume asked, @Nullable String token, Ec2Request request) {
    return create(
        account,
        asked,
        rows -> ClientTokens.made(rows, Kind.VOLUME, account, token, request).stream().findFirst(),
        row -> ClientTokens.mark(row, token, request),
        (_, row) -> row);
  }

  /**
   * Makes a volume.
   *
   * @param made looks for the one that the same request made before
   * @param mark marks the row with the request
   * @param last what goes with the change that makes it available
   */
  private Row<Volume> create(
      String account,
      NewVolume asked,
      Function<Rows, Optional<Row<Volume>>> made,
      Function<Row<Volume>, Row<Volume>> mark,
      BiFunction<Draft, Row<Volume>, Row<Volume>> last) {
    CrashPoint.CLOUD_VOLUME_BEFORE_RECORD.reached();
    Planned planned =
        region
            .book()
            .change(draft -> {
              Optional<Row<Volume>> before = made.apply(draft);
              if (before.isPresent()) {
                return new Planned(before.get(), false);
              }
              Row<Volume> row = mark.apply(plan(draft, account, asked));
              draft.put(row);
              return new Planned(row, true);
            });
    return planned.fresh() ? fill(planned.row(), last) : planned.row();
  }

  private record Planned(Row<Volume> row, boolean fresh) {}

  private Row<Volume> fill(Row<Volume> row, BiFunction<Draft, Row<Volume>, Row<Volume>> last) {
    CrashPoint.CLOUD_VOLUME_AFTER_RECORD.reached();
    try {
      storage.make(storage.volume(row.id()), part -> fill(row, part));
      CrashPoint.CLOUD_VOLUME_AFTER_FILE.reached();
      Row<Volume> done =
          region
              .book()
              .change(draft -> {
                Row<Volume> available =
                    row.with(row.value().copy(v -> v.state(VolumeState.AVAILABLE)));
                draft.put(available);
                return last.apply(draft, available);
              });
      CrashPoint.CLOUD_VOLUME_AFTER_AVAILABLE.reached();
      return done;
    } catch (RuntimeException e) {
      storage.remove(storage.volume(row.id()));
      region.book().update(draft -> draft.remove(Kind.VOLUME, row.id()));
      if (e instanceof Ec2Failure) {
        throw e;
      }
      log.warn("making the volume {}", row.id(), e);
      throw Ec2Failure.of("InternalError", 500, "The volume could not be made.");
    }
  }

  private void fill(Row<Volume> row, Path part) {
    long bytes = row.value().size() * GIB;
    Optional<String> backing = row.note(BACKING);
    if (backing.isPresent()) {
      storage.disks().overlay(part, storage.snapshot(backing.get()), bytes);
    } else {
      storage.disks().create(part, bytes);
    }
  }

  /** Refuses what {@link #create} would, and does nothing. */
  public void check(String account, NewVolume asked) {
    plan(region.book(), account, asked);
  }

  private Row<Volume> plan(Rows rows, String account, NewVolume asked) {
    if (!region.zones().contains(asked.zone())) {
      throw Ec2Failure.of(
          "InvalidZone.NotFound", "The zone '" + asked.zone() + "' does not exist.");
    }
    VolumeRule rule = VolumeRule.of(asked.type());
    @Nullable Row<Snapshot> from = null;
    if (asked.snapshotId() != null && !asked.snapshotId().isEmpty()) {
      from = Lookup.snapshot(rows, account, asked.snapshotId());
      if (!SnapshotState.COMPLETED.equals(from.value().state())) {
        throw Ec2Failure.of(
            "IncorrectState", "Snapshot '" + from.id() + "' is not 'completed' yet.");
      }
    }
    int gib = size(asked.sizeGiB(), from);
    rule.checkSize(gib);
    @Nullable Integer iops = rule.iops(gib, asked.iops());
    Volume value =
        Volume.builder()
            .volumeId(Ids.next("vol"))
            .availabilityZone(asked.zone())
            .createTime(region.clock().instant())
            .encrypted(false)
            .size(gib)
            .snapshotId(from == null ? "" : from.id())
            .state(VolumeState.CREATING)
            .volumeType(rule.type())
            .iops(iops)
            .throughput(rule.throughput(iops, asked.throughput()))
            .multiAttachEnabled(false)
            .tags(asked.tags())
            .build();
    Quota.volumes(rows, account, value, limits);
    Row<Volume> row = Row.of(Kind.VOLUME, value.volumeId(), account, value);
    return from == null ? row : row.note(BACKING, from.id());
  }

  private static int size(@Nullable Integer asked, @Nullable Row<Snapshot> from) {
    if (from == null) {
      if (asked == null) {
        throw Ec2Failure.of(
            "MissingParameter", "The request must contain the parameter size/snapshot");
      }
      return asked;
    }
    int least = Objects.requireNonNull(from.value().volumeSize());
    if (asked != null && asked < least) {
      throw Ec2Failure.of(
          "InvalidParameterValue",
          "Volume of %dGiB is smaller than snapshot '%s', expect size >= %dGiB"
              .formatted(asked, from.id(), least));
    }
    return asked == null ? least : asked;
  }

  /** Deletes a volume that no instance has; throws {@link Ec2Failure}. */
  public void delete(String account, @Nullable String volumeId) {
    Row<Volume> row =
        region
            .book()
            .change(draft -> {
              Row<Volume> found = deletable(draft, account, volumeId);
              draft.put(deleting(found));
              return found;
            });
    remove(row.id());
  }

  /** The volume, if it can be deleted; throws {@link Ec2Failure}. */
  public Row<Volume> deletable(Rows rows, String account, @Nullable String volumeId) {
    Row<Volume> row = Lookup.volume(rows, account, volumeId);
    if (!row.value().attachments().isEmpty()) {
      throw Ec2Failure.of(
          "VolumeInUse",
          "Volume %s is currently attached to %s"
              .formatted(row.id(), row.value().attachments().getFirst().instanceId()));
    }
    if (VolumeState.CREATING.equals(row.value().state())) {
      throw Ec2Failure.of("IncorrectState", "Volume '" + row.id() + "' is still being created.");
    }
    return row;
  }

  static Row<Volume> deleting(Row<Volume> row) {
    return row.with(row.value().copy(v -> v.state(VolumeState.DELETING).attachments(List.of())));
  }

  /** Ends a volume whose row says deleting: its file, then its row; what it used is kept. */
  void remove(String volumeId) {
    CrashPoint.CLOUD_VOLUME_AFTER_DELETING.reached();
    storage.copies().await(volumeId);
    storage.remove(storage.volume(volumeId));
    CrashPoint.CLOUD_VOLUME_AFTER_REMOVAL.reached();
    region
        .book()
        .update(draft ->
            draft
                .find(Kind.VOLUME, volumeId)
                .ifPresent(row -> {
                  draft.put(VolumeUsage.past(row, region.clock().instant()));
                  draft.remove(Kind.VOLUME, volumeId);
                }));
    CrashPoint.CLOUD_VOLUME_AFTER_FORGOTTEN.reached();
    leftovers.snapshots();
  }

  /**
   * Settles what a former process left: volumes that were being made are gone, those being deleted
   * too, and files without a row. To be called before any other action.
   */
  public void settle() {
    Leftovers.parts(storage.volumeFiles(), storage);
    for (Row<Volume> row : region.book().all(Kind.VOLUME)) {
      switch (row.value().state()) {
        case CREATING -> {
          storage.remove(storage.volume(row.id()));
          region.book().update(draft -> draft.remove(Kind.VOLUME, row.id()));
        }
        case DELETING -> remove(row.id());
        default -> {
          // as it was
        }
      }
    }
    leftovers.volumes();
  }
}
