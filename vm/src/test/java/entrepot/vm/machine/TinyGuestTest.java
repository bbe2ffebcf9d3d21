package entrepot.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.Disks;
import entrepot.vm.disk.VmUser;
import entrepot.vm.guest.TinyGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tiny guest does what it says: address, metadata, user data, disks, power button. */
class TinyGuestTest {
  private static final long MIB = 1 << 20;
  private static final Nic NIC = new Nic(GuestNetwork.TAP, "02:00:00:00:00:07");

  private final Disks disks = new Disks(VmUser.DEFAULT);

  @TempDir Path temporary;

  @AfterEach
  void nothingRuns() {
    Guest.HYPERVISOR.killAll(temporary);
  }

  @Test
  void itBootsFromItsOwnDiskAndRunsTheUserDataThatItsMetadataNames() throws IOException {
    Path raw = temporary.resolve("raw");
    Guest.TINY.disk(raw, 64 * MIB);
    Path image = temporary.resolve("image");
    disks.copy(raw, DiskFormat.RAW, image);
    assertThat(disks.inspect(image, DiskFormat.QCOW2).virtualBytes()).isEqualTo(64 * MIB);
    Path root = temporary.resolve("root");
    disks.overlay(root, image, 64 * MIB);
    Path ephemeral = temporary.resolve("ephemeral");
    disks.ephemeral(ephemeral, 64 * MIB, "ephemeral0");
    String userData =
        """
        #!/bin/sh
        echo "address $(ip -o -4 addr show dev eth0 | awk '{print $4}')"
        echo "route $(ip route | awk '/^default/{print $3}')"
        echo "count $(cat /disk/count 2>/dev/null)"
        echo x >>/disk/count; sync
        df /disk /mnt | tail -n +2 | awk '{print "mounted", $6}'
        """;
    try (GuestNetwork network =
        GuestNetwork.raise(
            Files.createDirectory(temporary.resolve("http")), "i-0123456789abcdef0", userData)) {
      MachineSpec spec =
          new MachineSpec(
              "i-0123456789abcdef0",
              temporary.resolve("m"),
              network.namespace(),
              1,
              128,
              "ec2b6a5c-1111-2222-3333-444455556666",
              "ec2b6a5c-1111-2222-3333-444455556666",
              "Amazon EC2",
              List.of(Guest.disk("root", root), Guest.disk("ephemeral0", ephemeral)),
              Optional.of(NIC),
              Optional.empty());
      try (Machine machine = Guest.HYPERVISOR.start(spec)) {
        Guest.says(machine, "entrepot-guest done 0");
        assertThat(Guest.console(machine))
            .contains("entrepot-guest ready i-0123456789abcdef0")
            .contains("address 10.9.0.7/24", "route 10.9.0.1", "count \r\n")
            .contains("mounted /disk", "mounted /mnt");
        machine.reset();
        Guest.until(() -> Guest.console(machine).contains("count x"));
        assertThat(Guest.console(machine)).contains("count x\r\n");
        Guest.until(() -> Guest.console(machine).split("done 0", -1).length > 2);
        assertThat(machine.powerdown(Duration.ofMinutes(1))).isEqualTo(Ending.POWERED_DOWN);
      }
    }
    assertThat(TinyGuest.build(Path.of("/var/cache/entrepot/tiny-guest"))).isEqualTo(Guest.TINY);
  }
}
