package entrepot.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.VmUser;
import entrepot.vm.guest.TinyGuest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A tiny guest that runs a script, in a folder of the test's. */
final class Guest {
  /** Kept between runs: a kernel is some megabytes. */
  static final TinyGuest TINY = TinyGuest.build(Path.of("/var/cache/entrepot/tiny-guest"));

  static final Hypervisor HYPERVISOR = new Hypervisor(VmUser.DEFAULT, Acceleration.TCG);

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Guest() {}

  static MachineSpec spec(Path folder, List<Disk> disks, String script) {
    return spec(folder, "", Optional.empty(), disks, TinyGuest.commandLine(script));
  }

  static MachineSpec spec(
      Path folder, String namespace, Optional<Nic> nic, List<Disk> disks, String commandLine) {
    return new MachineSpec(
        "i-0123456789abcdef0",
        folder,
        namespace,
        1,
        96,
        "ec2b6a5c-1111-2222-3333-444455556666",
        "ec2b6a5c-1111-2222-3333-444455556666",
        "Amazon EC2",
        disks,
        nic,
        Optional.of(new DirectKernel(TINY.kernel(), Optional.of(TINY.ramdisk()), commandLine)));
  }

  static Disk disk(String serial, Path file) {
    return new Disk(serial, file, DiskFormat.QCOW2, false);
  }

  static void says(Machine machine, String text) {
    until(() -> console(machine).contains(text) || !machine.alive());
    assertThat(console(machine)).contains(text);
  }

  static String console(Machine machine) {
    return new String(machine.console(1 << 17), StandardCharsets.UTF_8);
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
