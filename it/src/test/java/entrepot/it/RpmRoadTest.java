package entrepot.it;

import static entrepot.it.RpmVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.Fault;
import entrepot.it.fixture.RpmPlan;
import entrepot.it.fixture.RpmRepositoryOnDisk;
import entrepot.it.fixture.Seen;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sync, release, serve an RPM repository: what each run asks of upstream, what clients get. */
@NeedsRpmTools
class RpmRoadTest {
  private static final RpmPlan PLAN = RpmPlan.small();

  @TempDir Path folder;

  @Test
  void mirrorsEachFileOfARepositoryWithAllThatThereIsByteForByte() {
    RpmPlan everything = PLAN.packages(12).with(RpmPlan.Extra.values());
    try (RpmRoad road = new RpmRoad(folder, everything, "full")) {
      Report.Synced synced = road.installation.sync(TREE);

      assertThat(synced.outcome()).isEqualTo("changed");
      assertThat(synced.lazy()).isZero();
      assertThat(road.repository.repodata())
          .anyMatch(file -> file.endsWith("filelists.xml.zck"))
          .anyMatch(file -> file.endsWith("other.sqlite.bz2"))
          .anyMatch(file -> file.contains("modules"))
          .anyMatch(file -> file.contains("comps"))
          .anyMatch(file -> file.contains("updateinfo"))
          .anyMatch(file -> file.contains("horoscope"));
      Set<String> files = new TreeSet<>(road.repository.repodata());
      road.repository.names().forEach(name -> files.add(road.repository.path(name)));
      for (String region : List.of("north", "south")) {
        for (String file : files) {
          assertThat(road.servedFile(region, file))
              .as(file + " in " + region)
              .isEqualTo(road.repository.bytes(file));
        }
      }
    }
  }

  @Test
  void asksOnceAndMakesNothingWhenNothingChanged() {
    try (RpmRoad road = new RpmRoad(folder, PLAN, "full")) {
      road.installation.sync(TREE);
      List<Report.SnapshotRow> snapshots = road.installation.snapshots(TREE);
      road.upstream.forget();

      Report.Synced again = road.installation.sync(TREE);

      assertThat(again.outcome()).isEqualTo("unchanged");
      assertThat(again.requests()).isEqualTo(1);
      assertThat(road.upstream.seen())
          .hasSize(1)
          .allMatch(seen -> seen.path().endsWith(RpmRepositoryOnDisk.REPOMD), "repomd.xml")
          .allMatch(Seen::conditional, "conditional")
          .allMatch(seen -> seen.status() == 304, "not modified");
      assertThat(road.installation.snapshots(TREE)).isEqualTo(snapshots);
      assertThat(again.releases()).noneMatch(each -> each.outcome().equals("released"));
    }
  }

  @Test
  void fetchesOneBodyAndComparesItWhereUpstreamHasNoValidators() {
    try (RpmRoad road = new RpmRoad(folder, PLAN.packages(5), "full")) {
      road.upstream.fault(".", new Fault.NoValidators());
      road.installation.sync(TREE);
      road.upstream.forget();

      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("unchanged");
      assertThat(road.upstream.seen()).hasSize(1).allMatch(seen -> seen.status() == 200, "whole");
    }
  }

  @Test
  void fetchesWhatChangedAndNoMore() {
    try (RpmRoad road = new RpmRoad(folder, PLAN, "full")) {
      road.installation.sync(TREE);
      List<String> changed = road.repository.change(5);
      assertThat(changed).hasSize(2);
      road.repository.publish();
      road.upstream.forget();

      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("changed");

      assertThat(road.upstream.seen(Seen.Kind.ENTRY_POINT))
          .extracting(Seen::path)
          .doesNotHaveDuplicates();
      assertThat(road.upstream.seen(Seen.Kind.INDEX))
          .filteredOn(seen -> seen.status() == 200)
          .hasSize(3)
          .extracting(Seen::path)
          .doesNotHaveDuplicates();
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE))
          .extracting(seen -> seen.path().substring(seen.path().indexOf("Packages/")))
          .containsExactlyInAnyOrderElementsOf(
              changed.stream().map(road.repository::path).toList());
      road.readThrough("north", 20);
      assertThat(road.servedEntryPoint("south")).isEqualTo(road.vendor.published());
    }
  }

  @Test
  void fetchesPackagesOfAnOnDemandTreeWhenAClientAsks() {
    try (RpmRoad road = new RpmRoad(folder, PLAN, "on-demand")) {
      assertThat(road.installation.sync(TREE).lazy()).isEqualTo(PLAN.packages());
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE)).isEmpty();

      String path = road.repository.path("fixture-00005");
      assertThat(road.servedFile("north", path)).isEqualTo(road.repository.bytes(path));
      assertThat(road.servedFile("south", path)).isEqualTo(road.repository.bytes(path));
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE)).hasSize(1);

      road.readThrough("south", 20);
      road.upstream.forget();
      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("unchanged");
      assertThat(road.upstream.seen()).hasSize(1);
    }
  }

  @Test
  void stillServesWhatTheFormerRepomdNames() {
    try (RpmRoad road = new RpmRoad(folder, PLAN.packages(10), "full")) {
      road.installation.sync(TREE);
      Set<String> former = new TreeSet<>(road.repository.repodata());
      former.removeIf(file -> file.contains("repomd.xml"));
      road.repository.names().forEach(name -> former.add(road.repository.path(name)));
      road.repository.change(100);
      road.repository.publish();
      Map<String, byte[]> bytes = new TreeMap<>();
      former.forEach(file -> bytes.put(file, road.repository.bytes(file)));
      road.repository.prune();

      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("changed");

      bytes.forEach((file, content) ->
          assertThat(road.servedFile("north", file)).as(file).isEqualTo(content));
      road.installation.rollback(TREE);
      road.readThrough("north", 10);
      assertThat(road.servedEntryPoint("north")).isNotEqualTo(road.vendor.published());
    }
  }
}
