package entrepot.vm.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.vm.process.ToolFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks are made as an unprivileged user, below folders that are closed to it. */
class DisksTest {
  private static final long MIB = 1 << 20;

  private final Disks disks = new Disks(VmUser.DEFAULT);

  @TempDir Path folder;

  @Test
  void aNewDiskHasItsSizeAndBelongsToTheVirtualMachinesUser() throws IOException {
    Path disk = folder.resolve("a,b:c.qcow2");
    disks.create(disk, 5 * MIB);
    assertThat(disks.virtualBytes(disk)).isEqualTo(5 * MIB);
    assertThat(Files.getAttribute(disk, "unix:uid")).isEqualTo(VmUser.DEFAULT.uid());
    assertThat((Integer) Files.getAttribute(disk, "unix:mode") & 0777).isEqualTo(0600);
    assertThat(disks.inspect(disk, DiskFormat.QCOW2))
        .isEqualTo(new DiskInfo(DiskFormat.QCOW2, 5 * MIB, Files.size(disk)));
  }

  @Test
  void aDiskThatIsThereStaysAsItIs() {
    Path disk = folder.resolve("disk");
    disks.create(disk, MIB);
    assertThatThrownBy(() -> disks.create(disk, 2 * MIB)).hasMessageContaining("disk");
    assertThat(disks.virtualBytes(disk)).isEqualTo(MIB);
  }

  @Test
  void whatCouldNotBeMadeWholeIsGone() throws IOException {
    Path notQcow2 = Files.write(folder.resolve("base"), new byte[512]);
    assertThatThrownBy(() -> disks.overlay(folder.resolve("disk"), notQcow2, MIB))
        .isInstanceOfAny(ToolFailed.class, UnreachableFile.class);
    assertThat(folder.resolve("disk")).doesNotExist();
  }

  @Test
  void anOverlayReadsAsItsBackingAndMovesWithIt() throws IOException {
    Path there = Files.createDirectories(folder.resolve("there"));
    Path snapshots = Files.createDirectory(there.resolve("snapshots"));
    Path volumes = Files.createDirectory(there.resolve("volumes"));
    Path base = snapshots.resolve("base");
    disks.create(base, MIB);
    Ran.command("qemu-io", "-f", "qcow2", "-c", "write -P 7 0 64k", base.toString());
    disks.overlay(volumes.resolve("disk"), base, 2 * MIB);
    Ran.command(
        "qemu-io", "-f", "qcow2", "-c", "write -P 9 64k 64k", volumes.resolve("disk").toString());
    Path moved = Files.move(there, folder.resolve("moved"));
    Path flat = folder.resolve("flat");
    disks.copy(moved.resolve("volumes/disk"), DiskFormat.QCOW2, flat);
    assertThat(disks.inspect(flat, DiskFormat.QCOW2).virtualBytes()).isEqualTo(2 * MIB);
    assertThat(
            Ran.command(
                "qemu-io",
                "-f",
                "qcow2",
                "-c",
                "read -P 7 0 64k",
                "-c",
                "read -P 9 64k 64k",
                "-c",
                "read -P 0 128k 64k",
                flat.toString()))
        .doesNotContain("failed")
        .contains("read 65536/65536 bytes at offset 131072");
  }

  @Test
  void aDiskGrowsAndNeverShrinks() {
    Path disk = folder.resolve("disk");
    disks.create(disk, MIB);
    disks.resize(disk, 3 * MIB);
    assertThat(disks.virtualBytes(disk)).isEqualTo(3 * MIB);
    assertThatThrownBy(() -> disks.resize(disk, MIB)).isInstanceOf(ToolFailed.class);
    assertThat(disks.virtualBytes(disk)).isEqualTo(3 * MIB);
  }

  @Test
  void anEphemeralDiskHoldsAnEmptyFileSystemWithItsLabel() throws IOException {
    Path disk = folder.resolve("disk");
    disks.ephemeral(disk, 64 * MIB, "ephemeral0");
    assertThat(disks.virtualBytes(disk)).isEqualTo(64 * MIB);
    assertThat(Files.size(disk)).isLessThan(12 * MIB);
    Path raw = folder.resolve("raw");
    Ran.command("qemu-img", "convert", "-f", "qcow2", "-O", "raw", disk.toString(), raw.toString());
    assertThat(Ran.command("dumpe2fs", "-h", raw.toString()))
        .contains("ephemeral0", "extent", "clean")
        .doesNotContain("metadata_csum", "orphan_file");
    Ran.command("e2fsck", "-f", "-n", raw.toString());
    assertThat(disk.resolveSibling("disk.raw")).doesNotExist();
  }

  @Test
  void anImageFromAFolderClosedToTheUserIsCopied() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setAttribute(closed, "unix:mode", 0700);
    Path raw = Files.write(closed.resolve("foreign"), new byte[(int) MIB]);
    disks.copy(raw, DiskFormat.RAW, folder.resolve("copy"));
    assertThat(disks.virtualBytes(folder.resolve("copy"))).isEqualTo(MIB);
    disks.copy(folder.resolve("copy"), DiskFormat.QCOW2, closed.resolve("again"));
    Files.setAttribute(closed.resolve("again"), "unix:uid", 0);
    Files.setAttribute(closed.resolve("again"), "unix:gid", 0);
    assertThatThrownBy(
            () -> disks.copy(closed.resolve("again"), DiskFormat.QCOW2, folder.resolve("no")))
        .isInstanceOf(UnreachableFile.class);
    Files.setAttribute(closed.resolve("again"), "unix:mode", 0604);
    Files.setAttribute(closed, "unix:mode", 0700);
    assertThat(disks.inspect(closed.resolve("again"), DiskFormat.QCOW2).virtualBytes())
        .isEqualTo(MIB);
    disks.copy(closed.resolve("again"), DiskFormat.QCOW2, folder.resolve("yes"));
  }

  @Test
  void aCopyThatTakesTooLongIsGivenUp() throws IOException {
    DiskLimits none = new DiskLimits(1L << 40, Duration.ofSeconds(20), Duration.ZERO);
    Path raw = Files.write(folder.resolve("raw"), new byte[512]);
    assertThatThrownBy(
            () -> new Disks(VmUser.DEFAULT, none).copy(raw, DiskFormat.RAW, folder.resolve("c")))
        .isInstanceOf(ToolFailed.class)
        .hasMessageContaining("still ran");
    assertThat(folder.resolve("c")).doesNotExist();
  }
}
