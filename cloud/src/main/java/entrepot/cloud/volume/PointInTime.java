package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.vm.disk.DiskFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Copies a volume as it is at one instant, whether a machine has it or not. */
final class PointInTime {
  /** How long an instance may be between running and stopped. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Book book;
  private final Storage storage;
  private final LiveDisks live;

  PointInTime(Book book, Storage storage, LiveDisks live) {
    this.book = book;
    this.storage = storage;
    this.live = live;
  }

  /**
   * Begins a copy; its instant is when this returns.
   *
   * @param atRest the caller keeps the volume's machine off, whatever the instance's row says
   */
  CompletableFuture<Void> copy(String volumeId, Path to, boolean atRest) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      storage.copies().begin(volumeId);
      boolean held = false;
      try {
        Row<Volume> row = book.find(Kind.VOLUME, volumeId).orElseThrow(() -> NotFound.of(volumeId));
        Optional<Bond> bond = Bond.of(row.value());
        if (atRest || bond.isEmpty() || stopped(bond.get())) {
          held = true;
          return resting(volumeId, to);
        }
        String serial = Volumes.serial(volumeId);
        if (live.running(bond.get().instanceId())
            && live.serials(bond.get().instanceId()).contains(serial)) {
          return live.backup(bond.get().instanceId(), serial, to);
        }
      } catch (MachineGone _) {
        storage.remove(to); // begun; the instance is about to be stopped, or has let go of it
      } finally {
        if (!held) {
          storage.copies().end(volumeId);
        }
      }
      if (System.nanoTime() > deadline) {
        throw Ec2Failure.of(
            "IncorrectState", "The instance of " + volumeId + " neither runs nor is stopped.");
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean stopped(Bond bond) {
    return book.find(Kind.INSTANCE, bond.instanceId())
        .map(Row::value)
        .map(Instance::state)
        .map(state -> state.name() == InstanceStateName.STOPPED)
        .orElse(true);
  }

  private CompletableFuture<Void> resting(String volumeId, Path to) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            storage.disks().copy(storage.volume(volumeId), DiskFormat.QCOW2, to);
          } finally {
            storage.copies().end(volumeId);
          }
        },
        storage::soon);
  }
}
