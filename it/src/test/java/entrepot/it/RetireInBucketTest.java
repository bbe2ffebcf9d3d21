package entrepot.it;

import static entrepot.it.AptVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.RepositoryPlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is retired leaves a region's bucket, and nothing else does. */
class RetireInBucketTest {
  @TempDir Path folder;
  private EmbeddedBucket bucket;
  private AptVendor vendor;
  private Installation installation;

  @BeforeEach
  void start() throws Exception {
    bucket = new EmbeddedBucket(folder.resolve("bucket"));
    vendor = AptVendor.in(folder, RepositoryPlan.small().packages(10).suites("stable", "old"));
    String region = "west:\n  bucket: " + bucket.configuration().strip();
    installation =
        Installation.in(
            folder.resolve("entrepot"),
            Road.configuration(vendor, "full", Road.More.regions(region)));
    assertThat(installation.sync(TREE).releases())
        .extracting(Report.RegionRelease::outcome)
        .containsOnly("released");
  }

  @AfterEach
  void stop() throws Exception {
    vendor.close();
    bucket.close();
  }

  @Test
  void aSuiteThenTheTree() {
    int stable = bucket.keys("debian/dists/stable").size();
    assertThat(bucket.keys("debian/dists/old")).isNotEmpty();

    retire("dists/old");

    assertThat(bucket.keys("debian/dists/old")).isEmpty();
    assertThat(bucket.keys("debian/dists/stable")).hasSize(stable);
    assertThat(bucket.keys("debian/pool")).isNotEmpty();

    retire("");

    assertThat(bucket.keys("debian")).isEmpty();
    assertThat(bucket.keys(".entrepot")).contains("head.json");
  }

  private void retire(String path) {
    Instant past = Instant.now().minusSeconds(5);
    installation.run(new Command.Retire(TREE, path, past, Optional.empty(), "test"));
    installation.run(new Command.Prune());
    assertThat(installation.run(new Command.Retirements()).retirements().getFirst().state())
        .isEqualTo("removed");
  }
}
