package entrepot.it;

import static entrepot.it.AptVendor.IN_RELEASE;
import static entrepot.it.AptVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.RepositoryPlan;
import entrepot.it.fixture.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sync, release, serve: what each run asks of upstream, and what clients get. */
class RoadTest {
  private static final RepositoryPlan PLAN = RepositoryPlan.small();

  @TempDir Path folder;

  @Test
  void mirrorsAllOfAFullTreeToBothRegions() {
    try (AptRoad road = new AptRoad(folder, PLAN, "full")) {
      Report.Synced synced = road.installation.sync(TREE);

      assertThat(synced.outcome()).isEqualTo("changed");
      assertThat(synced.lazy()).isZero();
      assertThat(road.upstream.seen(Seen.Kind.ENTRY_POINT)).hasSize(1);
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE))
          .extracting(Seen::path)
          .hasSize(PLAN.packages())
          .doesNotHaveDuplicates();
      for (String region : List.of("north", "south")) {
        assertThat(road.served(region, IN_RELEASE)).isEqualTo(road.repository.bytes(IN_RELEASE));
        for (String name : road.repository.names()) {
          String path = road.repository.path(name);
          assertThat(road.served(region, path)).isEqualTo(road.repository.bytes(path));
        }
        road.readThrough(region, 20);
      }
    }
  }

  @Test
  void asksOncePerSuiteAndTouchesNothingWhenNothingChanged() throws IOException {
    try (AptRoad road = new AptRoad(folder, PLAN.suites("stable", "stable-updates"), "full")) {
      road.installation.sync(TREE);
      Map<Path, FileTime> before = replicas(road);
      List<Report.SnapshotRow> snapshots = road.installation.snapshots(TREE);
      road.upstream.forget();

      Report.Synced again = road.installation.sync(TREE);

      assertThat(again.outcome()).isEqualTo("unchanged");
      assertThat(again.requests()).isEqualTo(2);
      assertThat(road.upstream.seen())
          .hasSize(2)
          .allMatch(Seen::conditional, "conditional")
          .allMatch(seen -> seen.status() == 304, "not modified");
      assertThat(road.installation.snapshots(TREE)).isEqualTo(snapshots);
      assertThat(again.releases()).noneMatch(each -> each.outcome().equals("released"));
      assertThat(replicas(road)).isEqualTo(before);
    }
  }

  @Test
  void fetchesOneBodyAndComparesItWhereUpstreamHasNoValidators() {
    try (AptRoad road = new AptRoad(folder, PLAN.packages(20), "full")) {
      road.upstream.fault(".", new entrepot.it.fixture.Fault.NoValidators());
      road.installation.sync(TREE);
      road.upstream.forget();

      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("unchanged");
      assertThat(road.upstream.seen()).hasSize(1).allMatch(seen -> seen.status() == 200, "whole");
    }
  }

  @Test
  void fetchesWhatChangedAndNoMore() {
    try (AptRoad road = new AptRoad(folder, PLAN, "full")) {
      road.installation.sync(TREE);
      List<String> changed = road.repository.change(1);
      assertThat(changed).hasSize(3);
      road.repository.publish();
      road.upstream.forget();

      Report.Synced synced = road.installation.sync(TREE);

      assertThat(synced.outcome()).isEqualTo("changed");
      assertThat(road.upstream.seen(Seen.Kind.ENTRY_POINT)).hasSize(1);
      assertThat(road.upstream.seen(Seen.Kind.INDEX))
          .extracting(Seen::path)
          .hasSize(1)
          .allMatch(
              path -> path.contains("/main/binary-amd64/by-hash/SHA256/"), "Packages by hash");
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE))
          .extracting(Seen::path)
          .containsExactlyInAnyOrderElementsOf(
              changed.stream().map(name -> "/" + road.repository.path(name)).toList());
      assertThat(road.served("south", IN_RELEASE)).isEqualTo(road.repository.bytes(IN_RELEASE));
      road.readThrough("north", 20);
    }
  }

  @Test
  void fetchesPackagesOfAnOnDemandTreeWhenAClientAsks() {
    try (AptRoad road = new AptRoad(folder, PLAN, "on-demand")) {
      Report.Synced synced = road.installation.sync(TREE);
      assertThat(synced.lazy()).isEqualTo(PLAN.packages());
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE)).isEmpty();

      String path = road.repository.path("fixture-00003");
      assertThat(road.served("north", path)).isEqualTo(road.repository.bytes(path));
      assertThat(road.served("north", path)).isEqualTo(road.repository.bytes(path));
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE)).hasSize(1);

      road.repository.change(1);
      road.repository.publish();
      road.upstream.forget();
      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("changed");
      assertThat(road.upstream.seen(Seen.Kind.ENTRY_POINT)).hasSize(1);
      assertThat(road.upstream.seen(Seen.Kind.INDEX)).hasSize(1);
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE)).isEmpty();
      road.readThrough("south", 10);

      road.upstream.forget();
      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("unchanged");
      assertThat(road.upstream.seen()).hasSize(1);
    }
  }

  @Test
  void fetchesOnceForManyClientsThatWaitForTheSamePackage() throws Exception {
    try (AptRoad road = new AptRoad(folder, PLAN.packages(10).payloadBytes(300_000), "on-demand")) {
      road.installation.sync(TREE);
      String path = road.repository.path("fixture-00001");
      road.upstream.fault("pool", new entrepot.it.fixture.Fault.Slow(600_000));
      byte[] expected = road.repository.bytes(path);
      try (var clients = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
        var answers =
            Stream.generate(() -> clients.submit(() -> road.served("north", path)))
                .limit(20)
                .toList();
        for (var answer : answers) {
          assertThat(answer.get()).isEqualTo(expected);
        }
      }
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE)).hasSize(1);
    }
  }

  @Test
  void goesBackAndKeepsServingWhatItAbandons() {
    try (AptRoad road = new AptRoad(folder, PLAN.packages(40), "full")) {
      road.installation.sync(TREE);
      byte[] first = road.repository.bytes(IN_RELEASE);
      List<String> changed = road.repository.change(10);
      road.repository.publish();
      road.installation.sync(TREE);
      String abandoned = road.repository.path(changed.getFirst());

      road.installation.rollback(TREE);

      assertThat(road.served("north", IN_RELEASE)).isEqualTo(first);
      assertThat(road.served("north", abandoned)).isEqualTo(road.repository.bytes(abandoned));
      road.readThrough("south", 20);
    }
  }

  private static Map<Path, FileTime> replicas(AptRoad road) throws IOException {
    Map<Path, FileTime> times = new HashMap<>();
    try (Stream<Path> files = Files.walk(road.installation.state().resolve("replicas"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    assertThat(times).hasSizeGreaterThan(2);
    return times;
  }
}
