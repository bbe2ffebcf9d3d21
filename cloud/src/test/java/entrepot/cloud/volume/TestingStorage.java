package entrepot.cloud.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.ec2.image.ImageActions;
import entrepot.cloud.ec2.snapshot.SnapshotActions;
import entrepot.cloud.ec2.volume.VolumeActions;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import entrepot.vm.disk.Disks;
import entrepot.vm.disk.VmUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Two regions with everything that keeps disks, in a folder; no machine runs in them. */
public final class TestingStorage implements AutoCloseable {
  /** Whose things most tests make. */
  public static final String OWNER = "000000000001";

  /** Another account. */
  public static final String OTHER = "000000000002";

  private final Ledger ledger;
  private final Map<String, One> regions = new TreeMap<>();

  /** One region's parts. */
  public record One(
      Path folder,
      Region region,
      Storage storage,
      Volumes volumes,
      Attachments attachments,
      Snapshots snapshots,
      Images images) {
    /** Its actions. */
    public List<Action<?, ?>> actions() {
      List<Action<?, ?>> all = new ArrayList<>();
      all.addAll(VolumeActions.all(volumes, attachments));
      all.addAll(SnapshotActions.all(snapshots));
      all.addAll(ImageActions.all(images));
      return all;
    }

    void settle() {
      volumes.settle();
      attachments.settle();
      snapshots.settle();
      images.settle();
    }

    /** The names of its files. */
    List<String> files() {
      try (Stream<Path> all = Files.walk(folder)) {
        return all.filter(Files::isRegularFile)
            .map(f -> f.getFileName().toString())
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** An instance that is stopped, as its row says. */
    Row<Instance> stoppedInstance(String id, String zone) {
      Row<Instance> row =
          Row.of(
              Kind.INSTANCE,
              id,
              OWNER,
              Instance.builder()
                  .instanceId(id)
                  .architecture(ArchitectureValues.X86_64)
                  .rootDeviceName("/dev/sda1")
                  .rootDeviceType(DeviceType.EBS)
                  .virtualizationType("hvm")
                  .state(s -> s.name(InstanceStateName.STOPPED).code(80))
                  .placement(p -> p.availabilityZone(zone))
                  .build());
      region.book().update(draft -> draft.put(row));
      return row;
    }
  }

  /** Opens what is in the folder; nothing is settled yet. */
  public TestingStorage(Path folder, InstantSource clock, LiveDisks live) {
    ledger = Ledger.open(new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), clock);
    for (String name : List.of("lab-north-1", "lab-south-1")) {
      Region region =
          new Region(
              name,
              List.of(name + "a", name + "b"),
              Book.open(name, ledger.cloud(), Kind.ALL),
              clock);
      Storage storage = new Storage(folder.resolve(name), new Disks(VmUser.DEFAULT));
      Volumes volumes = new Volumes(region, storage, VolumeLimits.USUAL);
      Snapshots snapshots =
          new Snapshots(
              region,
              storage,
              live,
              VolumeLimits.USUAL,
              other -> Optional.ofNullable(regions.get(other)).map(One::snapshots));
      Images images =
          new Images(
              region,
              storage,
              snapshots,
              VolumeLimits.USUAL,
              other -> Optional.ofNullable(regions.get(other)).map(One::images),
              (_, work) -> work.run());
      regions.put(
          name,
          new One(
              folder.resolve(name),
              region,
              storage,
              volumes,
              new Attachments(region, storage, volumes, live),
              snapshots,
              images));
    }
  }

  /** The first region. */
  public One north() {
    return Objects.requireNonNull(regions.get("lab-north-1"));
  }

  One south() {
    return Objects.requireNonNull(regions.get("lab-south-1"));
  }

  /** Waits for something that another thread does. */
  public static void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come to pass within a minute");
      }
      Thread.sleep(20);
    }
  }

  /** Runs qemu-io's commands on a disk; what it said. */
  public static String qemuIo(Path file, String... commands)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("qemu-io", "-f", "qcow2"));
    for (String one : commands) {
      all.add("-c");
      all.add(one);
    }
    all.add(file.toString());
    return run(all);
  }

  /** Runs a command that must succeed. */
  public static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + " said " + said);
    }
    return said;
  }

  @Override
  public void close() {
    regions.values().forEach(one -> one.storage().close());
    ledger.close();
  }
}
