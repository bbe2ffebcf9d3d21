package entrepot.cloud.volume;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.TinyMachine;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.vm.disk.VmUser;
import entrepot.vm.guest.TinyGuest;
import entrepot.vm.machine.Acceleration;
import entrepot.vm.machine.Hypervisor;
import entrepot.vm.machine.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

class LiveVolumeTest {
  private static final String INSTANCE = "i-00000000000000001";
  private static final TinyGuest TINY = TinyGuest.build(Path.of("/var/cache/entrepot/tiny-guest"));

  @TempDir Path folder;
  private final LiveMachine live = new LiveMachine();

  @Test
  void aVolumeInUseIsSnapshottedAsItWasAtThatInstant() throws Exception {
    try (TestingStorage cloud = new TestingStorage(folder, InstantSource.system(), live)) {
      TestingStorage.One north = cloud.north();
      String zone = north.region().zones().getFirst();
      Row<Instance> instance = north.stoppedInstance(INSTANCE, zone);
      north
          .region()
          .book()
          .update(draft ->
              draft.put(
                  instance.with(
                      instance
                          .value()
                          .copy(i -> i.state(s -> s.name(InstanceStateName.RUNNING))))));
      String data = volume(north, zone);
      String signal = volume(north, zone);
      try (Machine machine = machine(data, signal)) {
        live.is(machine);
        var _ = north.attachments().attach(TestingStorage.OWNER, data, INSTANCE, "/dev/sdf");
        assertThat(at(north, data)).isEqualTo(VolumeAttachmentState.ATTACHED);
        assertThat(machine.serials()).containsExactly(Volumes.serial(data));
        says(machine, "written");

        Snapshots.Begun begun =
            north.snapshots().create(TestingStorage.OWNER, data, "live", List.of(), false);
        assertThat(begun.row().value().state()).isEqualTo(SnapshotState.PENDING);
        var _ = north.attachments().attach(TestingStorage.OWNER, signal, INSTANCE, "/dev/sdg");
        says(machine, "changed");
        begun.done().join();
        assertThat(begins(north.storage().snapshot(begun.row().id()))).contains("before");

        var _ = north.attachments().detach(TestingStorage.OWNER, data, null, null, false);
        assertThat(at(north, data)).isIn(VolumeAttachmentState.DETACHING, null);
        says(machine, "gone");
        TestingStorage.until(() -> value(north, data).state() == VolumeState.AVAILABLE);
        assertThat(begins(north.storage().volume(data))).contains("after");
        assertThat(machine.serials()).containsExactly(Volumes.serial(signal));

        machine.kill();
        north.attachments().letGo(INSTANCE);
        assertThat(value(north, signal).state()).isEqualTo(VolumeState.AVAILABLE);
      } finally {
        live.end();
      }
    }
  }

  private static String volume(TestingStorage.One north, String zone) {
    return north
        .volumes()
        .create(TestingStorage.OWNER, new NewVolume(zone, 1, null, null, null, null, List.of()))
        .id();
  }

  private static Volume value(TestingStorage.One north, String id) {
    return north.region().book().find(Kind.VOLUME, id).orElseThrow().value();
  }

  private static @Nullable VolumeAttachmentState at(TestingStorage.One north, String id) {
    return value(north, id).attachments().stream().map(one -> one.state()).findFirst().orElse(null);
  }

  private static String begins(Path disk) throws Exception {
    return TestingStorage.qemuIo(disk, "read -v 0 512");
  }

  private static void says(Machine machine, String text) throws Exception {
    TestingStorage.until(
        () -> new String(machine.console(1 << 16), StandardCharsets.UTF_8).contains(text));
  }

  private Machine machine(String data, String signal) throws Exception {
    String script =
        """
        d=$(disk %1$s)
        printf before | dd of=$d bs=512 conv=sync,fsync 2>/dev/null
        echo written; disk %2$s >/dev/null
        printf after_ | dd of=$d bs=512 conv=sync,fsync 2>/dev/null
        echo changed; disk -g %1$s; echo gone
        """
            .formatted(Volumes.serial(data), Volumes.serial(signal));
    Path own = Files.createDirectories(folder.resolve("lab-north-1/instances").resolve(INSTANCE));
    return new Hypervisor(VmUser.DEFAULT, Acceleration.TCG)
        .start(TinyMachine.spec(INSTANCE, own, TINY, script));
  }
}
