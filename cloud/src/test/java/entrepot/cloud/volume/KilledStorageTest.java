package entrepot.cloud.volume;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.kit.CrashPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

class KilledStorageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = CrashPoint.class,
      mode = EnumSource.Mode.MATCH_ALL,
      names = "CLOUD_(VOLUME|ATTACH|DETACH|SNAPSHOT|IMAGE)_.*")
  void leavesNoFileWithoutARowAndNoRowHalfway(CrashPoint point) throws Exception {
    Path disk = folder.resolve("disk.qcow2");
    TestingStorage.run(List.of("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "8M"));
    killAt(point, disk);

    PaperMachine machine = new PaperMachine(folder.resolve("slots"));
    try (TestingStorage cloud = new TestingStorage(folder, InstantSource.system(), machine)) {
      TestingStorage.One north = cloud.north();
      north.settle();

      List<String> expected = new ArrayList<>();
      for (Row<Volume> row : north.region().book().all(Kind.VOLUME)) {
        assertThat(row.value().state()).isIn(VolumeState.AVAILABLE, VolumeState.IN_USE);
        expected.add(row.id() + ".qcow2");
        row.note(Volumes.BACKING).ifPresent(id -> expected.add(id + ".qcow2"));
      }
      for (Row<Snapshot> row : north.region().book().all(Kind.SNAPSHOT)) {
        assertThat(row.value().state()).isIn(SnapshotState.COMPLETED, SnapshotState.ERROR);
        if (row.value().state() == SnapshotState.COMPLETED) {
          assertThat(row.value().progress()).isEqualTo("100%");
          expected.add(row.id() + ".qcow2");
        }
      }
      for (Row<Image> row : north.region().book().all(Kind.IMAGE)) {
        assertThat(row.value().state()).isEqualTo(ImageState.AVAILABLE);
        expected.add(row.id() + ".qcow2");
      }
      assertThat(north.files())
          .containsExactlyInAnyOrderElementsOf(expected.stream().distinct().toList());
      machineAndRowsAgree(north, machine);
      everythingCanBeDeleted(north);
    }
  }

  private static void machineAndRowsAgree(TestingStorage.One north, PaperMachine machine) {
    Instance instance =
        north
            .region()
            .book()
            .find(Kind.INSTANCE, TestingStorageProcess.INSTANCE)
            .map(Row::value)
            .orElse(Instance.builder().build());
    List<String> attached =
        north.region().book().all(Kind.VOLUME).stream()
            .filter(row -> row.value().state() == VolumeState.IN_USE)
            .peek(row ->
                assertThat(row.value().attachments().getFirst().state())
                    .isEqualTo(VolumeAttachmentState.ATTACHED))
            .map(Row::id)
            .toList();
    assertThat(machine.serials(TestingStorageProcess.INSTANCE))
        .isEqualTo(attached.stream().map(Volumes::serial).toList());
    assertThat(instance.blockDeviceMappings().stream().map(one -> one.ebs().volumeId()).toList())
        .isEqualTo(attached);
  }

  private static void everythingCanBeDeleted(TestingStorage.One north) throws Exception {
    for (Row<Volume> row : north.region().book().all(Kind.VOLUME)) {
      if (row.value().state() == VolumeState.IN_USE) {
        var _ = north.attachments().detach(TestingStorage.OWNER, row.id(), null, null, false);
        TestingStorage.until(() ->
            Lookup.volume(north.region().book(), TestingStorage.OWNER, row.id()).value().state()
                == VolumeState.AVAILABLE);
      }
      north.volumes().delete(TestingStorage.OWNER, row.id());
    }
    for (Row<Snapshot> row : north.region().book().all(Kind.SNAPSHOT)) {
      north.snapshots().delete(TestingStorage.OWNER, row.id());
    }
    for (Row<Image> row : north.region().book().all(Kind.IMAGE)) {
      north.images().deregister(TestingStorage.OWNER, row.id());
    }
    assertThat(north.files()).isEmpty();
  }

  private void killAt(CrashPoint point, Path disk) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dentrepot.crash=" + point.name(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    TestingStorageProcess.class.getName(),
                    Files.createDirectories(folder).toString(),
                    disk.toString()))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader()) {
      StringBuilder said = new StringBuilder();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.append(line).append('\n');
        if (line.equals("crash point " + point.name())) {
          return;
        }
      }
      throw new AssertionError("never reached " + point + ":\n" + said);
    } finally {
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
  }
}
