package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.Ran;
import entrepot.it.fixture.TestingCloud;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the introduction of 2014 does, done at the lab cloud with the boto3 that Debian has. */
class CloudWalkTest {
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
}
