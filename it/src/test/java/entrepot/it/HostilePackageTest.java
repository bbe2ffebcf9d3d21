package entrepot.it;

import static entrepot.it.AptVendor.IN_RELEASE;
import static entrepot.it.AptVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.app.command.Report;
import entrepot.it.fixture.Fault;
import entrepot.it.fixture.RepositoryPlan;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bad package does not fail a run, and none of its bytes are served. */
class HostilePackageTest {
  private static final RepositoryPlan PLAN = RepositoryPlan.small().packages(20);

  @TempDir Path folder;

  @Test
  void aCorruptedPackageOfAFullTreeIsQuarantinedAndHoldsBackTheRelease() {
    try (AptRoad road = new AptRoad(folder, PLAN, "full")) {
      road.installation.sync(TREE);
      byte[] former = road.repository.bytes(IN_RELEASE);
      String changed = road.repository.path(road.repository.change(5).getFirst());
      road.repository.publish();
      road.upstream.fault(java.util.regex.Pattern.quote(changed), new Fault.Corrupt(200));

      Report.Synced synced = road.installation.sync(TREE);

      assertThat(synced.quarantined()).hasSize(1);
      assertThat(synced.quarantined().getFirst().path()).isEqualTo(changed);
      assertThat(synced.quarantined().getFirst().reason()).contains("sha256");
      // Tolerance is 0: a region gets no new hole by itself.
      assertThat(road.served("north", IN_RELEASE)).isEqualTo(former);

      road.upstream.heal();
      assertThat(road.installation.sync(TREE).quarantined()).isEmpty();
      assertThat(road.served("north", IN_RELEASE)).isEqualTo(road.repository.bytes(IN_RELEASE));
      assertThat(road.served("north", changed)).isEqualTo(road.repository.bytes(changed));
    }
  }

  @Test
  void aCorruptedPackageOfAnOnDemandTreeNeverEndsWell() {
    try (AptRoad road = new AptRoad(folder, PLAN.payloadBytes(200_000), "on-demand")) {
      road.installation.sync(TREE);
      String path = road.repository.path("fixture-00001");
      road.upstream.fault("pool", new Fault.Corrupt(150_000));

      // The transfer breaks off before its last block: no client takes that for the file.
      assertThatThrownBy(() -> road.served("north", path))
          .isInstanceOfAny(AssertionError.class, java.io.UncheckedIOException.class);

      // The failure is remembered for some seconds, so that clients do not storm the upstream.
      road.upstream.heal();
      assertThat(servedInTheEnd(road, path)).isEqualTo(road.repository.bytes(path));
    }
  }

  private static byte[] servedInTheEnd(AptRoad road, String path) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    HttpResponse<byte[]> answer = road.browser.get(road.at("north", path));
    while (answer.statusCode() == 502 && System.nanoTime() < end) {
      LockSupport.parkNanos(200_000_000);
      answer = road.browser.get(road.at("north", path));
    }
    return answer.body();
  }

  @Test
  void aPackageOfAnOnDemandTreeThatUpstreamNoLongerHasIsGone() {
    try (AptRoad road = new AptRoad(folder, PLAN, "on-demand")) {
      road.installation.sync(TREE);
      road.upstream.fault("pool", new Fault.Status(404));

      HttpResponse<byte[]> answer =
          road.browser.get(road.at("north", road.repository.path("fixture-00001")));

      assertThat(answer.statusCode()).isEqualTo(410);
      assertThat(Browser.text(answer)).contains("fixture-00001");
    }
  }
}
