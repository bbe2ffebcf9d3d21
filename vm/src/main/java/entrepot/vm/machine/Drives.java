package entrepot.vm.machine;

import entrepot.vm.disk.Ground;
import entrepot.vm.qmp.Qmp;
import entrepot.vm.qmp.QmpEvent;
import entrepot.vm.qmp.QmpFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

/** The disks of a running machine: plugged in, unplugged, listed. */
final class Drives {
  private static final long ASK_AGAIN_SECONDS = 5;

  private final String machine;
  private final Ground ground;
  private final Qmp qmp;
  private final Map<String, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();

  Drives(String machine, Ground ground, Qmp qmp) {
    this.machine = machine;
    this.ground = ground;
    this.qmp = qmp;
  }

  void attach(Disk disk) {
    ground.user().letUse(disk.file(), disk.readOnly());
    Drive drive = new Drive(disk.serial());
    String file = ground.readable(disk.file());
    qmp.call("blockdev-add", Drive.node(drive.node(), disk.format(), file, disk.readOnly()));
    try {
      qmp.call("device_add", drive.show(disk.index()));
    } catch (QmpFailure e) {
      qmp.call("blockdev-del", Map.of("node-name", drive.node()));
      throw e;
    }
  }

  void detach(String serial, Duration patience) {
    Drive drive = new Drive(serial);
    CompletableFuture<Void> left =
        leaving.computeIfAbsent(drive.device(), device -> new CompletableFuture<>());
    try {
      long end = System.nanoTime() + patience.toNanos();
      qmp.call("device_del", Map.of("id", drive.device()));
      while (!waited(left, end)) {
        if (System.nanoTime() >= end) {
          throw new DiskInUse(machine, serial, patience);
        }
        askAgain(drive);
      }
      qmp.call("blockdev-del", Map.of("node-name", drive.node()));
    } finally {
      leaving.remove(drive.device());
    }
  }

  List<String> serials() {
    return StreamSupport.stream(
            qmp.call("qom-list", Map.of("path", "/machine/peripheral")).spliterator(), false)
        .map(device -> device.path("name").asString(""))
        .filter(Drive::isDevice)
        .map(device -> Drive.ofDevice(device).serial())
        .toList();
  }

  void heard(QmpEvent event) {
    if (event.name().equals("DEVICE_DELETED")) {
      CompletableFuture<Void> left = leaving.get(event.data().path("device").asString(""));
      if (left != null) {
        left.complete(null);
      }
    }
  }

  private boolean waited(CompletableFuture<Void> left, long end) {
    try {
      long rest = Math.max(0, end - System.nanoTime());
      left.get(Math.min(rest, TimeUnit.SECONDS.toNanos(ASK_AGAIN_SECONDS)), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return left.isDone();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DiskInUse(machine, machine, Duration.ZERO);
    }
  }

  /** A guest that was still booting did not hear the first time. */
  private void askAgain(Drive drive) {
    try {
      qmp.call("device_del", Map.of("id", drive.device()));
    } catch (QmpFailure e) {
      if (!e.refused()) {
        throw e;
      }
    }
  }
}
