package entrepot.cloud;

import entrepot.cloud.compute.Capacity;
import entrepot.cloud.compute.Usage;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.network.Verbs;
import entrepot.cloud.record.Kind;
import entrepot.cloud.volume.Images;
import entrepot.cloud.volume.ImportedImage;
import entrepot.cloud.volume.VolumeUsage;
import entrepot.ledger.CloudRecords;
import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.Disks;
import entrepot.vm.disk.VmUser;
import entrepot.vm.machine.Acceleration;
import entrepot.vm.machine.Hypervisor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lab cloud of this process: its regions, each with an endpoint, and their machines. */
public final class LabCloud implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LabCloud.class);
  private static final Duration PROBE = Duration.ofSeconds(20);

  private final Acceleration acceleration;
  private final Capacity capacity;
  private final InstanceTypes types;
  private final InstantSource clock;
  private final Map<String, LabRegion> regions;
  private final Map<String, Front> fronts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sweeping =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private volatile boolean down;

  private LabCloud(
      Acceleration acceleration,
      Capacity capacity,
      InstanceTypes types,
      InstantSource clock,
      Map<String, LabRegion> regions) {
    this.acceleration = acceleration;
    this.capacity = capacity;
    this.types = types;
    this.clock = clock;
    this.regions = regions;
  }

  /** Raises what the plan says, and takes up what a former process left. */
  public static LabCloud start(CloudPlan plan, CloudRecords ledger, InstantSource clock) {
    VmUser user = new VmUser(plan.user(), plan.user());
    Acceleration acceleration = Acceleration.probe(PROBE);
    InstanceTypes types = Types.of(plan.types());
    Capacity capacity = new Capacity(plan.memoryMiB(), plan.instances(), types);
    LabRegion.Common common =
        new LabRegion.Common(
            new Disks(user),
            new Hypervisor(user, acceleration),
            types,
            capacity,
            new Verbs(),
            plan.patience(),
            ledger,
            clock);
    Map<String, LabRegion> regions = new LinkedHashMap<>();
    LabCloud cloud = new LabCloud(acceleration, capacity, types, clock, regions);
    try {
      for (CloudPlan.RegionPlan each : plan.regions()) {
        regions.put(each.name(), cloud.region(plan, each, common));
      }
      regions.values().forEach(LabRegion::takeUp);
      for (CloudPlan.RegionPlan each : plan.regions()) {
        cloud.serve(plan, each);
      }
    } catch (RuntimeException e) {
      cloud.close();
      throw e;
    }
    Future<?> _ = cloud.sweeping.scheduleWithFixedDelay(cloud::sweep, 5, 5, TimeUnit.MINUTES);
    return cloud;
  }

  private LabRegion region(CloudPlan plan, CloudPlan.RegionPlan region, LabRegion.Common common) {
    return new LabRegion(
        Networks.of(plan, region),
        plan.folder().resolve(region.name()),
        common,
        name -> Optional.ofNullable(regions.get(name)));
  }

  private void serve(CloudPlan plan, CloudPlan.RegionPlan region) {
    LabRegion parts = Objects.requireNonNull(regions.get(region.name()));
    List<Action<?, ?>> actions = Actions.of(parts, capacity, types, this::hosts);
    fronts.put(region.name(), Front.open(plan, region, parts, actions));
  }

  private void sweep() {
    try {
      for (LabRegion region : regions.values()) {
        region.sweep().forget();
        region.direct().expire();
      }
    } catch (RuntimeException e) {
      log.error("forgetting what is over", e);
    }
  }

  private Map<String, String> hosts() {
    Map<String, String> all = new TreeMap<>();
    fronts.forEach((name, front) -> all.put(name, front.address()));
    return all;
  }

  /** The regions' endpoints by their names. */
  public Map<String, URI> endpoints() {
    Map<String, URI> all = new TreeMap<>();
    hosts().forEach((name, address) -> all.put(name, URI.create("http://" + address)));
    return all;
  }

  /** Where regions serve buckets, by their names; those that serve none are not there. */
  public Map<String, URI> s3Endpoints() {
    Map<String, URI> all = new TreeMap<>();
    fronts.forEach((name, front) -> front.s3().ifPresent(at -> all.put(name, at)));
    return all;
  }

  /** What stands. */
  public CloudReport report() {
    return new CloudReport(
        acceleration.name(),
        capacity.usedMiB(),
        capacity.memoryMiB(),
        regions.entrySet().stream().map(each -> report(each.getKey(), each.getValue())).toList());
  }

  private CloudReport.RegionReport report(String name, LabRegion region) {
    Map<String, Integer> states = new TreeMap<>();
    region
        .region()
        .book()
        .all(Kind.INSTANCE)
        .forEach(row -> states.merge(row.value().state().nameAsString(), 1, Integer::sum));
    return new CloudReport.RegionReport(
        name,
        String.valueOf(endpoints().get(name)),
        Optional.ofNullable(s3Endpoints().get(name)),
        states,
        region.region().book().all(Kind.VOLUME).size(),
        region.region().book().all(Kind.IMAGE).size());
  }

  /** What accounts used, by region and account. */
  public List<CloudUsage> usage() {
    Instant now = clock.instant();
    List<CloudUsage> all = new ArrayList<>();
    regions.forEach((name, region) -> {
      Map<String, Long> hours = Usage.instanceHours(region.region().book(), now);
      Map<String, Double> volumes = VolumeUsage.gibHours(region.region().book(), now);
      Set<String> accounts = new TreeSet<>(hours.keySet());
      accounts.addAll(volumes.keySet());
      accounts.forEach(account ->
          all.add(
              new CloudUsage(
                  name,
                  account,
                  hours.getOrDefault(account, 0L),
                  volumes.getOrDefault(account, 0.0))));
    });
    return all;
  }

  /** The names of the API's actions that are answered. */
  public List<String> actions() {
    return regions.values().stream()
        .findFirst()
        .map(region -> Actions.names(Actions.of(region, capacity, types, this::hosts)))
        .orElse(List.of());
  }

  /** Makes an image of a disk file in a region; answers its id. Throws what refuses the file. */
  public String importImage(String region, Path file, DiskFormat format, ImportedImage as) {
    return images(region).importFile(file, format, as).id();
  }

  /** The same of a kernel. */
  public String importKernel(String region, Path file, ImportedImage as) {
    return images(region).importKernel(file, as).id();
  }

  /** The same of a ramdisk. */
  public String importRamdisk(String region, Path file, ImportedImage as) {
    return images(region).importRamdisk(file, as).id();
  }

  private Images images(String region) {
    @Nullable LabRegion parts = regions.get(region);
    if (parts == null) {
      throw new NoSuchRegion(region, regions.keySet());
    }
    return parts.images();
  }

  /**
   * Stops answering, ends all machines and takes networks down. Instances whose root is a volume
   * are stopped, others terminated; volumes, snapshots and images stay.
   */
  public void down() {
    down = true;
    sweeping.shutdownNow();
    fronts.values().forEach(Front::close);
    fronts.clear();
    regions.values().forEach(LabRegion::down);
  }

  /** Whether it was taken down; then it does not come up again in this process. */
  public boolean isDown() {
    return down;
  }

  /** Stops answering; machines run on, for the next process to take up. */
  @Override
  public void close() {
    sweeping.shutdownNow();
    fronts.values().forEach(Front::close);
    regions.values().forEach(LabRegion::close);
  }
}
