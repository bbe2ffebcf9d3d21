package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.TestingCloud;
import entrepot.kit.CrashPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Volume;

/** A cloud whose server is killed on its way; its guests echo at ports, and write to volumes. */
final class CrashingCloud implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ZONE = "lab-1a";
  private static final String GROUP = "probed";
  private static final String OUTSIDERS = "outsiders";

  /**
   * Echoes, or goes down when it is told so. Counts on: each number in a cluster of the disk of its
   * own, so that its place is new, too. The node is the guest's own: in /dev, a write after the
   * detachment would leave a file where the next volume's node belongs.
   */
  private static final String GUEST =
      """
      cat >/run/echo <<'END'
      #!/bin/sh
      while read -r line; do
        [ "$line" = off ] && poweroff -f
        echo "$line"
      done
      END
      chmod +x /run/echo
      for port in 80 81 82 83; do
        nc -ll -p $port -e /run/echo &
      done
      echo x >>/disk/boots
      sync
      echo "boots $(wc -l </disk/boots)"
      seen=
      device=/run/volume
      while :; do
        now=
        for serial in /sys/block/vd[b-z]/serial; do
          [ -e "$serial" ] || continue
          numbers=$(cat "${serial%/serial}/dev" 2>/dev/null) || continue
          now=$(cat "$serial" 2>/dev/null) && [ -n "$now" ] || continue
          if [ "$now" != "$seen" ]; then
            rm -f $device
            mknod $device b ${numbers%:*} ${numbers#*:}
            n=0
            while [ "$(dd if=$device bs=65536 skip=$((n + 1)) count=1 2>/dev/null | head -c 16 | tr -cd 0-9)" = $((n + 1)) ]; do
              n=$((n + 1))
            done
            echo "found $now $n"
          fi
          n=$((n + 1))
          printf '%-16s' $n | dd of=$device bs=65536 seek=$n conv=notrunc,fsync 2>/dev/null && echo "flushed $now $n"
        done
        seen=$now
        sleep 0.2
      done
      """;

  private static final IpRange ANYBODY = IpRange.builder().cidrIp("0.0.0.0/0").build();

  private final Path armed;
  private final TestingCloud cloud;
  private final String image;

  CrashingCloud(Path folder) throws IOException {
    armed = Files.writeString(folder.resolve("crash"), "");
    cloud = TestingCloud.in(folder, Duration.ofSeconds(1));
    image = cloud.importTinyGuest("tiny", true);
    restart();
    group(GROUP);
    authorize(Prober.OPEN);
    String outsiders = group(OUTSIDERS);
    authorize(OUTSIDERS, Outsider.COUNTS, one -> one.ipRanges(ANYBODY));
    authorize(
        GROUP,
        Outsider.OPEN,
        one -> one.userIdGroupPairs(UserIdGroupPair.builder().groupId(outsiders).build()));
  }

  private String group(String name) {
    return ask(ec2 ->
        ec2.createSecurityGroup(
                CreateSecurityGroupRequest.builder().groupName(name).description("x").build())
            .groupId());
  }

  /** Kills the server where it reaches that point on the way of the change, and goes on. */
  void crash(CrashPoint point, Runnable change) {
    arm(point.name());
    Thread asking =
        Thread.startVirtualThread(() -> {
          try {
            change.run();
          } catch (SdkException _) {
            // The server died before it answered.
          }
        });
    assertThat(cloud.server().says("crash point " + point, PATIENCE))
        .as("%s is on the way: %s", point, cloud.server().output())
        .isTrue();
    cloud.server().kill();
    join(asking);
    arm("");
    restart();
    settle(point.name());
  }

  private void arm(String point) {
    try {
      Files.writeString(armed, point);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void restart() {
    cloud.restart(List.of("-Dentrepot.crash.file=" + armed));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until nothing is under way and all that is said is there, and nothing else. */
  void settle(String after) {
    await(after, () -> CloudAudit.differences(cloud), List::isEmpty);
  }

  void killServerThenMachine(String instance) {
    cloud.server().kill();
    ProcessHandle machine =
        ProcessHandle.allProcesses()
            .filter(each -> each.info().commandLine().orElse("").contains("guest=" + instance))
            .filter(each -> each.info().command().orElse("").contains("qemu-system"))
            .findFirst()
            .orElseThrow();
    assertThat(machine.destroyForcibly()).isTrue();
    restart();
    settle("server and machine were killed");
  }

  void run() {
    Instance _ = started(GROUP, GUEST);
  }

  private Instance started(String group, String userData) {
    return ask(ec2 ->
        ec2.runInstances(
                RunInstancesRequest.builder()
                    .imageId(image)
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .securityGroups(group)
                    .placement(Placement.builder().availabilityZone(ZONE).build())
                    .userData(
                        Base64.getEncoder()
                            .encodeToString(userData.getBytes(StandardCharsets.UTF_8)))
                    .build())
            .instances()
            .getFirst());
  }

  /** One that runs. */
  Instance launch() {
    return becomes(started(GROUP, GUEST).instanceId(), InstanceStateName.RUNNING);
  }

  /** One of another group that probes that instance, once it does. */
  Outsider outsider(Instance bystander) {
    String id = started(OUTSIDERS, Outsider.userData(bystander.privateIpAddress())).instanceId();
    Outsider outsider = new Outsider(becomes(id, InstanceStateName.RUNNING).publicIpAddress());
    says(id, "entrepot-guest done 0");
    return outsider;
  }

  /** The instance, once it is in that state. */
  Instance becomes(String id, InstanceStateName state) {
    return await(id, () -> instance(id), one -> one.state().name() == state);
  }

  void stop(String id) {
    ask(ec2 -> ec2.stopInstances(StopInstancesRequest.builder().instanceIds(id).build()));
  }

  void start(String id) {
    ask(ec2 -> ec2.startInstances(StartInstancesRequest.builder().instanceIds(id).build()));
  }

  void terminate(String id) {
    ask(ec2 -> ec2.terminateInstances(TerminateInstancesRequest.builder().instanceIds(id).build()));
  }

  /** An available volume of 1 GiB. */
  String volume() {
    String id =
        ask(ec2 ->
            ec2.createVolume(CreateVolumeRequest.builder().availabilityZone(ZONE).size(1).build())
                .volumeId());
    settle("a volume was made");
    return id;
  }

  Volume volume(String id) {
    return ask(ec2 ->
        ec2.describeVolumes(DescribeVolumesRequest.builder().volumeIds(id).build())
            .volumes()
            .getFirst());
  }

  void attach(String volume, String instance) {
    ask(ec2 ->
        ec2.attachVolume(
            AttachVolumeRequest.builder()
                .volumeId(volume)
                .instanceId(instance)
                .device("/dev/sdf")
                .build()));
  }

  void detach(String volume) {
    ask(ec2 -> ec2.detachVolume(DetachVolumeRequest.builder().volumeId(volume).build()));
  }

  void delete(String volume) {
    ask(ec2 -> ec2.deleteVolume(DeleteVolumeRequest.builder().volumeId(volume).build()));
  }

  void snapshot(String volume) {
    ask(ec2 -> ec2.createSnapshot(CreateSnapshotRequest.builder().volumeId(volume).build()));
  }

  void image(String instance, String name) {
    ask(ec2 ->
        ec2.createImage(CreateImageRequest.builder().instanceId(instance).name(name).build()));
  }

  void authorize(int port) {
    authorize(GROUP, port, one -> one.ipRanges(ANYBODY));
  }

  private void authorize(String group, int port, UnaryOperator<IpPermission.Builder> who) {
    IpPermission.Builder permission =
        IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port);
    ask(ec2 ->
        ec2.authorizeSecurityGroupIngress(
            AuthorizeSecurityGroupIngressRequest.builder()
                .groupName(group)
                .ipPermissions(who.apply(permission).build())
                .build()));
  }

  void revoke(int port) {
    ask(ec2 ->
        ec2.revokeSecurityGroupIngress(
            RevokeSecurityGroupIngressRequest.builder()
                .groupName(GROUP)
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .cidrIp("0.0.0.0/0")
                .build()));
  }

  Instance instance(String id) {
    return instances().filter(one -> one.instanceId().equals(id)).findFirst().orElseThrow();
  }

  Instance newest() {
    return instances().max(Comparator.comparing(Instance::launchTime)).orElseThrow();
  }

  private Stream<Instance> instances() {
    return ask(ec2 ->
        ec2.describeInstances().reservations().stream()
            .flatMap(reservation -> reservation.instances().stream()));
  }

  String console(String id) {
    String base64 =
        ask(ec2 ->
            ec2.getConsoleOutput(GetConsoleOutputRequest.builder().instanceId(id).build())
                .output());
    return base64 == null
        ? ""
        : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /** Waits until the guest has said so. */
  void says(String id, String what) {
    Pattern wanted = Pattern.compile(what);
    String _ = await(what, () -> console(id), said -> wanted.matcher(said).find());
  }

  private <T> T ask(Function<Ec2Client, T> question) {
    try (Ec2Client ec2 = cloud.client()) {
      return question.apply(ec2);
    }
  }

  <T> T await(String what, Supplier<T> look, Predicate<T> enough) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    T seen = look.get();
    while (!enough.test(seen)) {
      assertThat(System.nanoTime())
          .as("%s: %s; %s", what, seen, cloud.server().output())
          .isLessThan(end);
      LockSupport.parkNanos(200_000_000);
      seen = look.get();
    }
    return seen;
  }

  @Override
  public void close() {
    cloud.close();
  }
}
