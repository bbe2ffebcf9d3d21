package entrepot.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.Disks;
import entrepot.vm.disk.VmUser;
import entrepot.vm.process.Tool;
import entrepot.vm.qmp.QmpFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that boot: few, since each takes seconds of a processor. */
class MachineTest {
  private static final long MIB = 1 << 20;

  private final Disks disks = new Disks(VmUser.DEFAULT);

  @TempDir Path temporary;
  private Path folder = Path.of("/");

  @BeforeEach
  void aFolderClosedToOthersAbove() throws IOException {
    Files.setAttribute(temporary, "unix:mode", 0700);
    folder = Files.createDirectories(temporary.resolve("cloud/i-1"));
  }

  @AfterEach
  void nothingRuns() {
    Guest.HYPERVISOR.killAll(temporary);
    Guest.until(() -> Guest.HYPERVISOR.running(temporary).isEmpty());
    assertThat(Guest.HYPERVISOR.running(temporary)).isEmpty();
  }

  @Test
  void aVolumeIsPluggedInWrittenCopiedInUseAndUnplugged() throws Exception {
    Path root = volume("root");
    Path volume = volume("volume");
    Path copy = temporary.resolve("cloud/copy");
    String script =
        """
        d=$(disk vol0123456789abcdef0); echo "found $d"
        printf before | dd of=$d bs=512 conv=sync,fsync 2>/dev/null
        echo written; disk copied >/dev/null
        printf after_ | dd of=$d bs=512 conv=sync,fsync 2>/dev/null
        echo changed; disk -g vol0123456789abcdef0; echo gone
        cat /sys/class/dmi/id/sys_vendor /sys/class/dmi/id/product_uuid
        echo the end
        """;
    try (Machine machine =
        Guest.HYPERVISOR.start(Guest.spec(folder, List.of(Guest.disk("root", root)), script))) {
      assertThat(status(machine)).contains("Uid:\t64100\t64100\t64100\t64100", "Seccomp:\t2");
      assertThat(status(machine)).contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1");
      Guest.says(machine, "entrepot-guest ready -");
      machine.attach(Guest.disk("vol0123456789abcdef0", volume));
      assertThat(machine.serials()).containsExactlyInAnyOrder("root", "vol0123456789abcdef0");
      Guest.says(machine, "written");

      CompletableFuture<Void> copied = machine.backup("vol0123456789abcdef0", copy);
      machine.attach(Guest.disk("copied", volume("copied")));
      Guest.says(machine, "changed");
      copied.get(1, TimeUnit.MINUTES);
      assertThat(begins(copy)).isEqualTo("before");

      machine.detach("vol0123456789abcdef0", Duration.ofMinutes(1));
      assertThat(begins(volume)).isEqualTo("after_");
      assertThat(machine.serials()).containsExactlyInAnyOrder("root", "copied");
      Guest.says(machine, "gone");
      Guest.says(machine, "Amazon EC2");
      Guest.says(machine, "ec2b6a5c-1111-2222-3333-444455556666");

      assertThatThrownBy(() -> machine.attach(Guest.disk("none", temporary.resolve("none"))))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> machine.attach(new Disk("lie", raw(), DiskFormat.QCOW2, false)))
          .isInstanceOf(QmpFailure.class);
      assertThatThrownBy(() -> machine.detach("none", Duration.ofSeconds(1)))
          .isInstanceOf(QmpFailure.class);
      assertThat(machine.serials()).containsExactlyInAnyOrder("root", "copied");

      Guest.says(machine, "the end");
      assertThat(machine.powerdown(Duration.ofMinutes(1))).isEqualTo(Ending.POWERED_DOWN);
      assertThat(machine.alive()).isFalse();
      assertThat(Guest.console(machine)).contains("the end");
    }
  }

  @Test
  void aMachineOutlivesItsServerIsAdoptedAndKeepsWhatWasFlushedWhenKilled() throws Exception {
    Path root = volume("root");
    MachineSpec spec =
        Guest.spec(
            folder,
            List.of(Guest.disk("root", root)),
            "d=$(disk root); printf flushed | dd of=$d bs=512 conv=sync,fsync 2>/dev/null; echo safe");
    long pid = Long.parseLong(server(spec));
    try (Machine machine = Guest.HYPERVISOR.adopt(spec.id(), folder).orElseThrow()) {
      assertThat(machine.pid()).isEqualTo(pid);
      assertThatThrownBy(() -> Guest.HYPERVISOR.start(spec))
          .isInstanceOf(MachineNotStarted.class)
          .hasMessageContaining("runs already");
      Guest.says(machine, "safe");
      CompletableFuture<Ending> told = new CompletableFuture<>();
      machine.whenEnded(() -> told.complete(machine.ending().orElseThrow()));
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo(Ending.DIED);
      assertThat(machine.alive()).isFalse();
      assertThat(Guest.console(machine)).contains("safe");
    }
    assertThat(begins(root)).isEqualTo("flushed");
    assertThat(Guest.HYPERVISOR.adopt(spec.id(), folder)).isEmpty();
    assertThat(new String(Guest.HYPERVISOR.console(folder, 1000), StandardCharsets.UTF_8))
        .contains("safe");
  }

  @Test
  void aGuestThatShutsItselfDownWithoutAServerIsReportedByTheNext() throws Exception {
    MachineSpec spec =
        Guest.spec(
            folder, List.of(Guest.disk("root", volume("root"))), "echo farewell; poweroff -f");
    Machine first = Guest.HYPERVISOR.start(spec);
    first.close();
    Guest.until(() -> processor(first.pid()) > 0 && settled(first.pid()));
    try (Machine machine = Guest.HYPERVISOR.adopt(spec.id(), folder).orElseThrow()) {
      CompletableFuture<Void> ended = new CompletableFuture<>();
      machine.whenEnded(() -> ended.complete(null));
      ended.get(60, TimeUnit.SECONDS);
      assertThat(machine.ending()).contains(Ending.BY_GUEST);
      assertThat(Guest.console(machine)).contains("farewell");
    }
  }

  @Test
  void whatQemuComplainsOfIsTold() {
    Disk none = Guest.disk("root", temporary.resolve("cloud/none"));
    assertThatThrownBy(() -> Guest.HYPERVISOR.start(Guest.spec(folder, List.of(none), "")))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() ->
            Guest.HYPERVISOR.start(
                Guest.spec(
                    folder,
                    "",
                    Optional.of(new Nic("entrepot-none", "02:00:00:00:00:01")),
                    List.of(),
                    "")))
        .isInstanceOf(MachineNotStarted.class)
        .hasMessageContaining("entrepot-none");
    assertThat(Guest.HYPERVISOR.running(temporary)).isEmpty();
  }

  @Test
  void accelerationIsFoundByBooting() {
    assertThat(BootSector.boots(Acceleration.TCG, VmUser.DEFAULT, Duration.ofMinutes(1))).isTrue();
    assertThat(BootSector.boots(Acceleration.TCG, VmUser.DEFAULT, Duration.ofMillis(1))).isFalse();
    assertThat(Acceleration.probe(Duration.ofSeconds(20))).isNotNull();
  }

  private Path volume(String name) {
    Path file = temporary.resolve("cloud/" + name);
    disks.create(file, 8 * MIB);
    return file;
  }

  private Path raw() throws IOException {
    return Files.write(temporary.resolve("cloud/raw"), new byte[4096]);
  }

  /** Another Java starts the machine, says its process, and is killed. */
  private static String server(MachineSpec spec) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    Process server =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                TestingServer.class.getName(),
                spec.folder().toString(),
                spec.disks().getFirst().file().toString(),
                spec.kernel().orElseThrow().commandLine())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = server.inputReader()) {
      return out.lines()
          .filter(line -> line.startsWith("pid "))
          .findFirst()
          .orElseThrow()
          .substring(4);
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static String begins(Path qcow2) throws IOException {
    Path raw = qcow2.resolveSibling("begins" + System.nanoTime());
    new Tool("testing", Path.of("/"), Duration.ofMinutes(1))
        .must(
            List.of(
                "qemu-img",
                "dd",
                "-f",
                "qcow2",
                "-O",
                "raw",
                "bs=512",
                "count=1",
                "if=" + qcow2,
                "of=" + raw));
    return Files.readString(raw).replace("\0", "");
  }

  private static String status(Machine machine) throws IOException {
    return Files.readString(Path.of("/proc/" + machine.pid() + "/status"));
  }

  private static long processor(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return Long.parseLong(List.of(stat.split(" ", -1)).get(13));
    } catch (IOException e) {
      return 0;
    }
  }

  /** A guest that is down takes no time of the processor. */
  private static boolean settled(long pid) {
    long before = processor(pid);
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    return before > 100 && processor(pid) - before <= 1;
  }
}
