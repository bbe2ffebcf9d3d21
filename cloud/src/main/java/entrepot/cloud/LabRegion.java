package entrepot.cloud;

import entrepot.cloud.compute.Capacity;
import entrepot.cloud.compute.Endings;
import entrepot.cloud.compute.Firewall;
import entrepot.cloud.compute.Furniture;
import entrepot.cloud.compute.Lives;
import entrepot.cloud.compute.Machines;
import entrepot.cloud.compute.Power;
import entrepot.cloud.compute.Sweep;
import entrepot.cloud.compute.Usage;
import entrepot.cloud.ebs.DirectSnapshots;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.network.NetworkPlan;
import entrepot.cloud.network.RegionNetwork;
import entrepot.cloud.network.Verbs;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.Kind;
import entrepot.cloud.volume.Attachments;
import entrepot.cloud.volume.Images;
import entrepot.cloud.volume.LiveDisks;
import entrepot.cloud.volume.PowerCycle;
import entrepot.cloud.volume.Snapshots;
import entrepot.cloud.volume.Storage;
import entrepot.cloud.volume.VolumeLimits;
import entrepot.cloud.volume.Volumes;
import entrepot.ledger.CloudRecords;
import entrepot.vm.disk.Disks;
import entrepot.vm.machine.Hypervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The parts of one region, each made once. */
final class LabRegion implements AutoCloseable {
  private final Region region;
  private final RegionNetwork network;
  private final Machines machines;
  private final Storage storage;
  private final Volumes volumes;
  private final Attachments attachments;
  private final Snapshots snapshots;
  private final DirectSnapshots direct;
  private final Images images;
  private final Lives lives;
  private final Sweep sweep;

  /** What the regions of a cloud share. */
  record Common(
      Disks disks,
      Hypervisor hypervisor,
      InstanceTypes types,
      Capacity capacity,
      Verbs verbs,
      Duration patience,
      CloudRecords ledger,
      InstantSource clock) {}

  /**
   * Raises a region; what a former process left is taken up by {@link #takeUp}.
   *
   * @param folder its own
   * @param elsewhere other regions of the same cloud
   */
  LabRegion(
      NetworkPlan plan,
      Path folder,
      Common common,
      Function<String, Optional<LabRegion>> elsewhere) {
    List<Kind<?>> kinds = new ArrayList<>(Kind.ALL);
    kinds.add(Usage.KIND);
    Book book = Book.open(plan.region(), common.ledger(), kinds);
    this.region = new Region(plan.region(), plan.zones(), book, common.clock());
    this.network = RegionNetwork.raise(plan, common.verbs());
    Path instances = folder.resolve("instances");
    this.machines = new Machines(common.hypervisor(), instances);
    this.storage = new Storage(folder, common.disks());
    this.volumes = new Volumes(region, storage, VolumeLimits.USUAL);
    LiveDisks live = machines;
    this.attachments = new Attachments(region, storage, volumes, live);
    this.snapshots =
        new Snapshots(
            region,
            storage,
            live,
            VolumeLimits.USUAL,
            name -> elsewhere.apply(name).map(LabRegion::snapshots));
    this.direct = new DirectSnapshots(region, storage, snapshots);
    PowerCycle cycle = this::during;
    this.images =
        new Images(
            region,
            storage,
            snapshots,
            VolumeLimits.USUAL,
            name -> elsewhere.apply(name).map(LabRegion::images),
            cycle);
    Furniture furniture =
        new Furniture(region, instances, images, volumes, common.disks(), common.types());
    Power power =
        new Power(
            machines, furniture, images, network, new Firewall(book, network), plan.namespace());
    Endings endings = new Endings(region, power, attachments, images);
    this.lives = new Lives(region, power, endings, common.patience());
    this.sweep = new Sweep(region, power);
    common.capacity().count(book);
  }

  private void during(String instanceId, Runnable work) {
    lives.during(instanceId, work);
  }

  /** Settles what a former process left, and goes on with its instances' lives. */
  void takeUp() {
    sweep.orphans();
    lives.refilter();
    volumes.settle();
    attachments.settle();
    snapshots.settle();
    direct.settle();
    images.settle();
    sweep.forget();
    lives.takeUp();
  }

  /** Leaves no machine and no network; records, volumes, snapshots and images stay. */
  void down() {
    lives.down();
    network.down();
  }

  Region region() {
    return region;
  }

  RegionNetwork network() {
    return network;
  }

  Volumes volumes() {
    return volumes;
  }

  Attachments attachments() {
    return attachments;
  }

  Snapshots snapshots() {
    return snapshots;
  }

  DirectSnapshots direct() {
    return direct;
  }

  Images images() {
    return images;
  }

  Lives lives() {
    return lives;
  }

  Sweep sweep() {
    return sweep;
  }

  @Override
  public void close() {
    lives.close();
    machines.close();
    storage.close();
    network.close();
  }
}
