package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.Ran;
import entrepot.it.fixture.TestingCloud;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the introduction of 2014 does, done at the lab cloud with the clients that Debian has. */
class CloudWalkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void walksWithBoto3() throws URISyntaxException {
    try (TestingCloud cloud = TestingCloud.in(folder)) {
      String image = cloud.importTinyGuest("tiny", true);
      Path script =
          Path.of(Objects.requireNonNull(getClass().getResource("cloud_walk.py")).toURI());
      Ran walk =
          Ran.command(
              cloud.environment(),
              List.of("/usr/bin/python3", script.toString(), cloud.endpoint(), image));
      assertThat(walk.output() + (walk.ok() ? "" : cloud.server().output())).contains("walked");
      assertThat(cloud.usage().accounts().getFirst().instanceHours()).isEqualTo(4);
    }
    assertThat(Leftovers.ofCloud(folder)).isEmpty();
  }

  @Test
  void walksWithAws() throws IOException {
    try (TestingCloud cloud = TestingCloud.in(folder)) {
      String image = cloud.importTinyGuest("tiny", false);
      assertThat(said(cloud, "describe-images", "--query", "Images[].[ImageId,RootDeviceType]"))
          .isEqualTo(image + "\tinstance-store");
      assertThat(said(cloud, "create-key-pair", "--key-name", "walk", "--query", "KeyMaterial"))
          .startsWith("-----BEGIN");
      Path script = folder.resolve("user-data");
      Files.writeString(script, "df /mnt | tail -1\necho told-to-print\n");
      String id =
          said(
              cloud,
              "run-instances",
              "--image-id=" + image,
              "--key-name=walk",
              "--instance-type=m1.small",
              "--user-data=file://" + script,
              "--placement=AvailabilityZone=lab-1b",
              "--query=Instances[0].InstanceId");
      String row = "Reservations[].Instances[].[State.Name,Placement.AvailabilityZone,KeyName]";
      await(
          () -> said(cloud, "describe-instances", "--instance-ids", id, "--query", row),
          "running\tlab-1b\twalk");
      String console =
          await(
              () -> said(cloud, "get-console-output", "--instance-id", id, "--query", "Output"),
              "entrepot-guest done 0");
      assertThat(console).contains("told-to-print").containsPattern("/dev/vdb .*/mnt");

      Ran stop = cloud.aws("stop-instances", "--instance-ids", id);
      assertThat(stop.output()).contains("(UnsupportedOperation)", "'ebs' root device type");
      assertThat(
              said(
                  cloud,
                  "terminate-instances",
                  "--instance-ids",
                  id,
                  "--query=TerminatingInstances[].[PreviousState.Name,CurrentState.Name]"))
          .isEqualTo("running\tshutting-down");
      await(
          () -> said(cloud, "describe-instances", "--query=Reservations[].Instances[].State.Name"),
          "terminated");
      assertThat(Leftovers.ofInstances(cloud.disks())).isEmpty();
    }
    assertThat(Leftovers.ofCloud(folder)).isEmpty();
  }

  private static String said(TestingCloud cloud, String... arguments) {
    return cloud.aws(arguments).must().output().strip();
  }

  private static String await(Supplier<String> look, String wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String seen = look.get();
    while (!seen.contains(wanted)) {
      assertThat(System.nanoTime()).as("'%s' in: %s", wanted, seen).isLessThan(end);
      LockSupport.parkNanos(300_000_000);
      seen = look.get();
    }
    return seen;
  }
}
