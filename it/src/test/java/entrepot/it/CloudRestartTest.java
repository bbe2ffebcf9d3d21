package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.TestingCloud;
import entrepot.kit.CrashPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

/** A server that is killed loses no instance, and leaves nothing that is none's. */
class CloudRestartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void adoptsWhatRunsAndReportsWhatDied() throws IOException {
    try (TestingCloud cloud = TestingCloud.in(folder, Duration.ofSeconds(1))) {
      String image = cloud.importTinyGuest("tiny", true);
      String id = launch(cloud, image);
      Instance before = await(cloud, InstanceStateName.RUNNING);
      long pid = machine(cloud, id);

      cloud.killAndRestart();

      assertThat(describe(cloud)).isEqualTo(before);
      assertThat(machine(cloud, id)).isEqualTo(pid);

      cloud.server().kill();
      assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
      cloud.restart(List.of());

      Instance died = await(cloud, InstanceStateName.STOPPED);
      assertThat(died.stateReason().code()).isEqualTo("Server.InternalError");
      assertThat(died.blockDeviceMappings()).hasSize(1);
      terminate(cloud, id);
      await(cloud, InstanceStateName.TERMINATED);
      assertThat(Leftovers.ofInstances(cloud.disks())).isEmpty();
      launch(cloud, image);
    }
    assertThat(Leftovers.ofCloud(folder)).isEmpty();
  }

  @Test
  void survivesAKillAtEachPointOfALaunchAndAnEnd() throws IOException {
    try (TestingCloud cloud = TestingCloud.in(folder, Duration.ofMillis(100))) {
      String image = cloud.importTinyGuest("tiny", false);
      List<CrashPoint> ends = points("CLOUD_END_");
      int next = 0;
      for (CrashPoint point : points("CLOUD_LAUNCH_")) {
        cloud.restart(List.of("-Dentrepot.crash=" + point));
        Thread.startVirtualThread(() -> launchInVain(cloud, image));
        reaches(cloud, point);
        CrashPoint end = ends.get(next++ % ends.size());

        cloud.restart(List.of("-Dentrepot.crash=" + end));

        String id = await(cloud, InstanceStateName.RUNNING).instanceId();
        terminate(cloud, id);
        reaches(cloud, end);

        cloud.restart(List.of());

        await(cloud, InstanceStateName.TERMINATED);
        assertThat(Leftovers.ofInstances(cloud.disks())).as("%s, %s", point, end).isEmpty();
      }
    }
  }

  private static List<CrashPoint> points(String prefix) {
    return Stream.of(CrashPoint.values()).filter(p -> p.name().startsWith(prefix)).toList();
  }

  private static void reaches(TestingCloud cloud, CrashPoint point) {
    assertThat(cloud.server().says("crash point " + point, PATIENCE))
        .as("%s is on the way: %s", point, cloud.server().output())
        .isTrue();
    cloud.server().kill();
  }

  private static void launchInVain(TestingCloud cloud, String image) {
    try {
      launch(cloud, image);
    } catch (SdkException _) {
      // The server died before it answered.
    }
  }

  private static String launch(TestingCloud cloud, String image) {
    try (Ec2Client ec2 = cloud.client()) {
      return ec2.runInstances(
              RunInstancesRequest.builder()
                  .imageId(image)
                  .instanceType("t3.micro")
                  .minCount(1)
                  .maxCount(1)
                  .build())
          .instances()
          .getFirst()
          .instanceId();
    }
  }

  private static void terminate(TestingCloud cloud, String id) {
    try (Ec2Client ec2 = cloud.client()) {
      assertThat(
              ec2.terminateInstances(TerminateInstancesRequest.builder().instanceIds(id).build())
                  .terminatingInstances())
          .hasSize(1);
    }
  }

  /** The newest instance. */
  private static Instance describe(TestingCloud cloud) {
    try (Ec2Client ec2 = cloud.client()) {
      return ec2.describeInstances().reservations().stream()
          .flatMap(reservation -> reservation.instances().stream())
          .max(Comparator.comparing(Instance::launchTime))
          .orElseThrow();
    }
  }

  private static Instance await(TestingCloud cloud, InstanceStateName state) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Instance seen = describe(cloud);
    while (seen.state().name() != state) {
      assertThat(System.nanoTime()).as("%s: %s", seen, cloud.server().output()).isLessThan(end);
      LockSupport.parkNanos(200_000_000);
      seen = describe(cloud);
    }
    return seen;
  }

  private static long machine(TestingCloud cloud, String id) {
    Path pids = cloud.disks().resolve("instances").resolve(id);
    return ProcessHandle.allProcesses()
        .filter(each -> each.info().command().orElse("").contains("qemu-system"))
        .filter(each -> each.info().commandLine().orElse("").contains("guest=" + id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no machine in " + pids))
        .pid();
  }
}
