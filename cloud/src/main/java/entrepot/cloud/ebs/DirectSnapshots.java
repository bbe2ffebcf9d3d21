package entrepot.cloud.ebs;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import entrepot.cloud.volume.Snapshots;
import entrepot.cloud.volume.Storage;
import entrepot.vm.disk.DiskFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Snapshots that are written block by block; a restart in between loses no block. */
public final class DirectSnapshots {
  private static final Logger log = LoggerFactory.getLogger(DirectSnapshots.class);
  private static final long GIB = 1L << 30;

  static final String PARENT = "direct-parent";
  private static final String DIRECT = "direct";
  private static final String TOKEN = "direct-token";
  private static final String SEALED = "direct-sealed";

  private final Region region;
  private final Storage storage;
  private final Snapshots snapshots;
  private final Abandoned abandoned;
  private final ConcurrentHashMap<String, ReentrantReadWriteLock> locks = new ConcurrentHashMap<>();

  public DirectSnapshots(Region region, Storage storage, Snapshots snapshots) {
    this.region = region;
    this.storage = storage;
    this.snapshots = snapshots;
    this.abandoned = new Abandoned(region.clock());
  }

  Region region() {
    return region;
  }

  /**
   * Begins one.
   *
   * @param minutes after which it is given up, if no block came meanwhile
   */
  Row<Snapshot> start(
      String account,
      int gib,
      @Nullable String description,
      @Nullable String parent,
      @Nullable String token,
      List<Tag> tags,
      int minutes) {
    String wanted = "%s %d %s".formatted(token, gib, parent);
    Row<Snapshot> started =
        recorded(account, gib, description, parent, token, wanted, tags, minutes);
    abandoned.touch(started.id());
    stage(started, gib * GIB);
    return started;
  }

  /** After the row: files without one are swept. Nobody knows the id until this has returned. */
  private synchronized void stage(Row<Snapshot> row, long bytes) {
    if (Files.exists(storage.staging(row.id()))
        || row.value().state() != SnapshotState.PENDING
        || row.note(SEALED).isPresent()) {
      return;
    }
    try {
      Staging.make(storage.staging(row.id()), storage.stagedBlocks(row.id()), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("staging " + row.id(), e);
    }
  }

  private Row<Snapshot> recorded(
      String account,
      int gib,
      @Nullable String description,
      @Nullable String parent,
      @Nullable String token,
      String wanted,
      List<Tag> tags,
      int minutes) {
    return region
        .book()
        .change(draft -> {
          Optional<Row<Snapshot>> before =
              draft.all(Kind.SNAPSHOT).stream()
                  .filter(row -> row.account().equals(account) && token != null)
                  .filter(row -> row.note(TOKEN).filter(wanted::equals).isPresent())
                  .findFirst();
          if (before.isPresent()) {
            return before.get();
          }
          Row<Snapshot> row =
              snapshots.pending(draft, account, gib, description, tags).note(DIRECT, "1");
          row = row.with(row.value().copy(s -> s.volumeId("vol-ffffffff")));
          row = token == null ? row : row.note(TOKEN, wanted);
          row = parent == null ? row : row.note(PARENT, parent);
          row = Abandoned.after(row, minutes);
          draft.put(row);
          return row;
        });
  }

  void put(String account, String id, int index, byte[] block, byte[] sha256) {
    inRange(writable(account, id), index);
    expire(id);
    ReentrantReadWriteLock lock = locks.computeIfAbsent(id, _ -> new ReentrantReadWriteLock());
    lock.readLock().lock();
    try {
      writable(account, id);
      try (Staging staging = staging(id)) {
        staging.put(index, block, sha256);
      }
      abandoned.touch(id);
    } catch (IOException e) {
      throw new UncheckedIOException("writing a block of " + id, e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Ends the writing; answers how the snapshot stands. */
  SnapshotState complete(String account, String id, int blocks, byte @Nullable [] checksum) {
    Row<Snapshot> row = own(account, id);
    if (row.note(SEALED).isPresent()) {
      return row.value().state();
    }
    expire(id);
    writable(account, id);
    ReentrantReadWriteLock lock = locks.computeIfAbsent(id, _ -> new ReentrantReadWriteLock());
    lock.writeLock().lock();
    try (Staging staging = staging(id)) {
      MessageDigest digest = Blocks.sha256();
      int count = staging.sum(digest);
      if (count != blocks) {
        throw EbsFailure.invalid(
            "INVALID_PARAMETER_VALUE",
            "%d blocks were put, and ChangedBlocksCount is %d.".formatted(count, blocks));
      }
      if (checksum != null && !Arrays.equals(checksum, digest.digest())) {
        throw EbsFailure.invalid(
            "INVALID_PARAMETER_VALUE", "The checksum of all blocks' checksums differs.");
      }
      staging.force();
      region
          .book()
          .update(draft ->
              draft.find(Kind.SNAPSHOT, id).ifPresent(now -> draft.put(now.note(SEALED, "1"))));
      abandoned.forget(id);
    } catch (IOException e) {
      throw new UncheckedIOException("completing " + id, e);
    } finally {
      lock.writeLock().unlock();
      locks.remove(id);
    }
    var _ = convert(own(account, id));
    return own(account, id).value().state();
  }

  private CompletableFuture<Void> convert(Row<Snapshot> row) {
    return snapshots
        .begin(
            row,
            part ->
                CompletableFuture.runAsync(
                    () -> {
                      inherit(row);
                      storage.disks().copy(storage.staging(row.id()), DiskFormat.RAW, part);
                    },
                    storage::soon))
        .done()
        .thenRun(() -> storage.unstage(row.id()))
        .exceptionally(e -> {
          log.warn("converting the snapshot {}", row.id(), e);
          return null;
        });
  }

  /** Blocks that were not put are the parent's. */
  private void inherit(Row<Snapshot> row) {
    Optional<String> parent = row.note(PARENT);
    if (parent.isEmpty()) {
      return;
    }
    Path from = storage.snapshot(parent.get());
    try (QcowReader reader = QcowReader.open(from);
        Staging staging = staging(row.id())) {
      for (int i = 0; i < Blocks.count(row); i++) {
        if (!staging.has(i) && reader.holds((long) i * Staging.BLOCK, Staging.BLOCK)) {
          staging.fill(i, reader.read((long) i * Staging.BLOCK, new byte[Staging.BLOCK]));
        }
      }
      staging.force();
    } catch (IOException e) {
      throw new UncheckedIOException("copying blocks of %s to %s".formatted(from, row.id()), e);
    }
  }

  private Staging staging(String id) throws IOException {
    return Staging.open(storage.staging(id), storage.stagedBlocks(id));
  }

  private Row<Snapshot> writable(String account, String id) {
    Row<Snapshot> row = own(account, id);
    if (!written(row)) {
      throw EbsFailure.invalid(
          "INVALID_PARAMETER_VALUE", "The snapshot '" + id + "' takes no more blocks.");
    }
    return row;
  }

  private static boolean written(Row<Snapshot> row) {
    return row.note(DIRECT).isPresent()
        && row.note(SEALED).isEmpty()
        && row.value().state() == SnapshotState.PENDING;
  }

  /** Gives up the snapshots that nobody writes any more. */
  public void expire() {
    region.book().all(Kind.SNAPSHOT).stream()
        .filter(DirectSnapshots::written)
        .forEach(row -> expire(row.id()));
  }

  private void expire(String id) {
    if (over(id).isEmpty()) {
      return;
    }
    ReentrantReadWriteLock lock = locks.computeIfAbsent(id, _ -> new ReentrantReadWriteLock());
    lock.writeLock().lock();
    try {
      over(id).ifPresent(this::giveUp);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Optional<Row<Snapshot>> over(String id) {
    return region
        .book()
        .find(Kind.SNAPSHOT, id)
        .filter(DirectSnapshots::written)
        .filter(abandoned::has);
  }

  private void giveUp(Row<Snapshot> row) {
    log.info("giving the snapshot {} up: no block came in time", row.id());
    region
        .book()
        .update(draft ->
            draft
                .find(Kind.SNAPSHOT, row.id())
                .filter(DirectSnapshots::written)
                .ifPresent(now ->
                    draft.put(
                        now.with(
                            now.value()
                                .copy(s ->
                                    s.state(SnapshotState.ERROR)
                                        .stateMessage("It was not completed in time."))))));
    storage.unstage(row.id());
    abandoned.forget(row.id());
    locks.remove(row.id());
  }

  private Row<Snapshot> own(String account, String id) {
    Row<Snapshot> row = seen(account, id);
    if (!row.account().equals(account)) {
      throw EbsFailure.denied("The snapshot '" + id + "' is not yours.");
    }
    return row;
  }

  private Row<Snapshot> seen(String account, String id) {
    try {
      return Lookup.snapshot(region.book(), account, id);
    } catch (Ec2Failure e) {
      throw EbsFailure.missing("SNAPSHOT_NOT_FOUND", "The snapshot does not exist.");
    }
  }

  /** A snapshot whose blocks can be read. */
  Row<Snapshot> readable(String account, String id) {
    Row<Snapshot> row = seen(account, id);
    if (row.value().state() != SnapshotState.COMPLETED) {
      throw EbsFailure.invalid("INVALID_SNAPSHOT", "The snapshot '" + id + "' is not completed.");
    }
    return row;
  }

  QcowReader open(Row<Snapshot> row) throws IOException {
    return QcowReader.open(storage.snapshot(row.id()));
  }

  static void inRange(Row<Snapshot> row, int index) {
    if (index < 0 || index >= Blocks.count(row)) {
      throw EbsFailure.invalid(
          "INVALID_BLOCK", "The snapshot has %d blocks.".formatted(Blocks.count(row)));
    }
  }

  /** Goes on with what was completed and not yet converted; after {@link Snapshots#settle}. */
  public void settle() {
    for (Row<Snapshot> row : region.book().all(Kind.SNAPSHOT)) {
      if (row.value().state() == SnapshotState.PENDING
          && row.note(SEALED).isPresent()
          && Files.exists(storage.staging(row.id()))) {
        log.info("going on with the snapshot {}", row.id());
        var _ = convert(row);
      }
    }
  }
}
