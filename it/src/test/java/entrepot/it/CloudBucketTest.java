package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.Ran;
import entrepot.it.fixture.TestingCloud;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances keep what they work on in buckets, which stay when the cloud is down. */
class CloudBucketTest {
  @TempDir Path folder;

  @Test
  void anInstanceLoadsFromABucketAndCheckpointsToIt() throws IOException, URISyntaxException {
    URI buckets;
    Path objects;
    try (TestingCloud cloud = TestingCloud.withBuckets(folder)) {
      buckets = URI.create(cloud.buckets());
      objects = cloud.disks().resolve("s3/accounts/000000000001/work");
      assertThat(cloud.status().regions())
          .extracting(Report.CloudRegionRow::s3)
          .map(Objects::toString)
          .containsExactly("Optional[" + buckets + "]");
      Path script =
          Path.of(Objects.requireNonNull(getClass().getResource("cloud_buckets.py")).toURI());
      Ran ran =
          Ran.command(
              cloud.environment(),
              List.of(
                  "/usr/bin/python3",
                  script.toString(),
                  cloud.endpoint(),
                  buckets.toString(),
                  cloud.importTinyGuest("tiny", false)));
      assertThat(ran.output() + (ran.ok() ? "" : cloud.server().output()))
          .endsWith("checkpointed\n");
    }
    assertThat(Files.readString(objects.resolve("out/checkpoint"))).isEqualTo("42");
    assertThat(Leftovers.ofCloud(folder)).isEmpty();
  }
}
