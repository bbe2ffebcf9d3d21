package entrepot.cloud.volume;

import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.Disks;
import entrepot.vm.disk.VmUser;
import entrepot.vm.machine.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A machine that outlives the process that plugged disks into it, as QEMU does: each disk is a
 * symbolic link in a folder. What it stands for is tried with QEMU elsewhere; here processes die.
 */
final class PaperMachine implements LiveDisks {
  private final Path slots;

  PaperMachine(Path slots) throws IOException {
    this.slots = Files.createDirectories(slots);
  }

  @Override
  public boolean running(String instanceId) {
    return true;
  }

  @Override
  public List<String> serials(String instanceId) {
    try (Stream<Path> all = Files.list(slots)) {
      return all.map(slot -> slot.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void attach(String instanceId, Disk disk) {
    try {
      Files.createSymbolicLink(slots.resolve(disk.serial()), disk.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void detach(String instanceId, String serial, boolean force) {
    try {
      Files.delete(slots.resolve(serial));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletableFuture<Void> backup(String instanceId, String serial, Path toQcow2) {
    try {
      new Disks(VmUser.DEFAULT).copy(slots.resolve(serial).toRealPath(), DiskFormat.QCOW2, toQcow2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return CompletableFuture.completedFuture(null);
  }
}
