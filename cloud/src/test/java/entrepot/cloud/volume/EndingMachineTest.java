package entrepot.cloud.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.vm.machine.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** A machine that ends while its disk is to be copied leaves a volume that is copied at rest. */
class EndingMachineTest {
  private static final String INSTANCE = "i-00000000000000001";

  @TempDir Path folder;

  @Test
  void aVolumeWhoseMachineEndsIsSnapshottedOnceItsInstanceIsStopped() throws Exception {
    Ending ending = new Ending();
    try (TestingStorage cloud = new TestingStorage(folder, InstantSource.system(), ending)) {
      TestingStorage.One north = cloud.north();
      String volume = attached(north, ending);
      ending.then = () -> becomes(north, InstanceStateName.STOPPED);

      Snapshots.Begun begun =
          north.snapshots().create(TestingStorage.OWNER, volume, "x", List.of(), false);
      begun.done().join();

      assertThat(north.region().book().find(Kind.SNAPSHOT, begun.row().id()).orElseThrow().value())
          .matches(snapshot -> snapshot.state() == SnapshotState.COMPLETED);
      assertThat(north.files()).contains(begun.row().id() + ".qcow2").noneMatch(Ending::isPart);
    }
  }

  @Test
  void aVolumeThatGoesWithItsMachineIsNotFound() throws Exception {
    Ending ending = new Ending();
    try (TestingStorage cloud = new TestingStorage(folder, InstantSource.system(), ending)) {
      TestingStorage.One north = cloud.north();
      String volume = attached(north, ending);
      ending.then = () -> north.region().book().update(draft -> draft.remove(Kind.VOLUME, volume));

      assertThatThrownBy(
              () -> north.snapshots().create(TestingStorage.OWNER, volume, "x", List.of(), false))
          .isInstanceOfSatisfying(
              Ec2Failure.class, e -> assertThat(e.code()).isEqualTo("InvalidVolume.NotFound"));
      assertThat(north.region().book().all(Kind.SNAPSHOT)).isEmpty();
      assertThat(north.files()).noneMatch(Ending::isPart);
    }
  }

  private static String attached(TestingStorage.One north, Ending ending) {
    String zone = north.region().zones().getFirst();
    Row<Instance> _ = north.stoppedInstance(INSTANCE, zone);
    becomes(north, InstanceStateName.RUNNING);
    String volume =
        north
            .volumes()
            .create(TestingStorage.OWNER, new NewVolume(zone, 1, null, null, null, null, List.of()))
            .id();
    ending.serial = Volumes.serial(volume);
    var _ = north.attachments().attach(TestingStorage.OWNER, volume, INSTANCE, "/dev/sdf");
    return volume;
  }

  private static void becomes(TestingStorage.One north, InstanceStateName state) {
    Row<Instance> row = north.region().book().find(Kind.INSTANCE, INSTANCE).orElseThrow();
    north
        .region()
        .book()
        .update(draft -> draft.put(row.with(row.value().copy(i -> i.state(s -> s.name(state))))));
  }

  /** A machine that ends when its disk is to be copied; the rows follow, as they do, later. */
  private static final class Ending implements LiveDisks {
    private String serial = "";
    private Runnable then = () -> {};
    private int asked;

    static boolean isPart(String file) {
      return file.endsWith(".part");
    }

    @Override
    public boolean running(String instanceId) {
      return true;
    }

    @Override
    public List<String> serials(String instanceId) {
      return List.of(serial);
    }

    @Override
    public void attach(String instanceId, Disk disk) {
      assertThat(disk.serial()).isEqualTo(serial);
    }

    @Override
    public void detach(String instanceId, String serial, boolean force) {
      throw new AssertionError("nothing is detached");
    }

    @Override
    public CompletableFuture<Void> backup(String instanceId, String serial, Path toQcow2) {
      assertThat(toQcow2).doesNotExist();
      try {
        Files.writeString(toQcow2, "begun");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (++asked == 2) {
        then.run();
      }
      throw new MachineGone(instanceId, null);
    }
  }
}
