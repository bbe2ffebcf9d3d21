package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.Ran;
import entrepot.it.fixture.TestingCloud;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the introduction of 2014 does, done at the lab cloud with the awscli and the boto3 that
 * Debian has.
 */
class CloudWalkTest {
  private static final Duration LONGEST = Duration.ofMinutes(20);

  @TempDir Path folder;

  @Test
  void walksWithAwscli() throws URISyntaxException {
    try (TestingCloud cloud = TestingCloud.ofTwoRegions(folder)) {
      String image = cloud.importTinyGuest("tiny", true);
      String bare = cloud.importBareRoot("bare");
      walk(cloud, "/bin/bash", "cloud_walk.sh", image, bare);
    }
    assertThat(Leftovers.ofCloud(folder)).isEmpty();
  }

  @Test
  void walksWithBoto3() throws URISyntaxException {
    try (TestingCloud cloud = TestingCloud.ofTwoRegions(folder)) {
      walk(cloud, "/usr/bin/python3", "cloud_walk.py", cloud.importTinyGuest("tiny", true));
      assertThat(cloud.usage().accounts().getFirst().instanceHours()).isEqualTo(4);
    }
    assertThat(Leftovers.ofCloud(folder)).isEmpty();
  }

  private static void walk(TestingCloud cloud, String with, String name, String... images)
      throws URISyntaxException {
    List<String> command =
        new ArrayList<>(
            List.of(with, script(name), cloud.endpoint(), cloud.endpoint(TestingCloud.ELSEWHERE)));
    command.addAll(List.of(images));
    command.addAll(
        List.of(cloud.importKernel(), cloud.importRamdisk(), script("cloud_walk_guest.sh")));
    Ran walk = Ran.command(cloud.environment(), command, LONGEST);
    assertThat(walk.output() + (walk.ok() ? "" : cloud.server().output())).endsWith("walked\n");
  }

  private static String script(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(CloudWalkTest.class.getResource(name)).toURI())
        .toString();
  }
}
