package entrepot.cloud.volume;

import entrepot.cloud.record.Row;
import entrepot.vm.disk.DiskFormat;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** Leads disks through all of their lives in a process that a test kills on the way. */
final class TestingStorageProcess {
  static final String INSTANCE = "i-00000000000000001";

  private TestingStorageProcess() {}

  /** The folder of the cloud, and a disk file to import. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (TestingStorage cloud =
        new TestingStorage(
            folder, InstantSource.system(), new PaperMachine(folder.resolve("slots")))) {
      TestingStorage.One north = cloud.north();
      String zone = north.region().zones().getFirst();
      var instance = north.stoppedInstance(INSTANCE, zone);
      north
          .region()
          .book()
          .update(draft ->
              draft.put(
                  instance.with(
                      instance
                          .value()
                          .copy(i -> i.state(s -> s.name(InstanceStateName.RUNNING).code(16))))));
      Row<Volume> first = north.volumes().create(TestingStorage.OWNER, volume(zone, null));
      String snapshot = snapshot(north, first.id());
      String second = north.volumes().create(TestingStorage.OWNER, volume(zone, snapshot)).id();
      var _ = north.attachments().attach(TestingStorage.OWNER, second, INSTANCE, "/dev/sdf");
      snapshot(north, second);
      var _ = north.attachments().detach(TestingStorage.OWNER, second, null, null, false);
      TestingStorage.until(() ->
          Lookup.volume(north.region().book(), TestingStorage.OWNER, second).value().state()
              == VolumeState.AVAILABLE);
      Row<Image> image =
          north
              .images()
              .importFile(
                  Path.of(arguments[1]),
                  DiskFormat.QCOW2,
                  new ImportedImage(
                      TestingStorage.OWNER,
                      "imported",
                      "",
                      "x86_64",
                      ImportedImage.Root.INSTANCE_STORE,
                      null,
                      null,
                      false,
                      false));
      north.images().deregister(TestingStorage.OWNER, image.id());
      north.volumes().delete(TestingStorage.OWNER, second);
      north.snapshots().delete(TestingStorage.OWNER, snapshot);
    }
  }

  private static NewVolume volume(String zone, @Nullable String snapshot) {
    return new NewVolume(zone, 1, snapshot, null, null, null, List.of());
  }

  private static String snapshot(TestingStorage.One north, String volume) {
    Snapshots.Begun begun =
        north.snapshots().create(TestingStorage.OWNER, volume, null, List.of(), false);
    begun.done().join();
    return begun.row().id();
  }
}
