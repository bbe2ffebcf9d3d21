package entrepot.it;

import static entrepot.it.PypiVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.Seen;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Python index on its road: what is asked of upstream, and what is served in the regions. */
class PypiRoadTest {
  private static final String NAME = "fixture-00004";

  @TempDir Path folder;

  private PypiRoad road(String policy) {
    PypiRoad road = new PypiRoad(folder, 10, policy);
    assertThat(road.installation.sync(TREE).quarantined()).isEmpty();
    return road;
  }

  @Test
  void asksOnceAndMakesNothingWhenNothingChanged() {
    try (PypiRoad road = road("full")) {
      List<Report.SnapshotRow> snapshots = road.installation.snapshots(TREE);
      road.upstream.forget();

      Report.Synced again = road.installation.sync(TREE);

      assertThat(again.outcome()).isEqualTo("unchanged");
      assertThat(road.upstream.seen())
          .hasSize(1)
          .allMatch(seen -> seen.path().equals("/simple/"), "the list")
          .allMatch(seen -> seen.status() == 304, "not modified");
      assertThat(road.installation.snapshots(TREE)).isEqualTo(snapshots);
      assertThat(again.releases()).noneMatch(each -> each.outcome().equals("released"));
    }
  }

  @Test
  void touchesProjectsThatChangedAndNoOther() {
    try (PypiRoad road = road("full")) {
      road.projects.change(List.of(NAME));
      road.projects.publish();
      road.upstream.forget();

      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("changed");

      assertThat(road.upstream.seen())
          .extracting(Seen::path)
          .containsExactlyInAnyOrder(
              "/simple/",
              "/simple/" + NAME + "/",
              "/" + road.projects.path(NAME),
              "/" + road.projects.path(NAME) + ".metadata");
      road.readThrough("north", 30);
      road.readThrough("south", 30);
    }
  }

  @Test
  void carriesYankedAndTakesAwayWhatUpstreamTookAway() {
    try (PypiRoad road = road("on-demand")) {
      road.index.yank("fixture_00004-1.0-py3-none-any.whl", "wrong tide");
      road.index.removeProject("fixture-00007");
      road.projects.publish();

      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("changed");

      assertThat(road.page("north", NAME)).contains("wrong tide");
      HttpResponse<byte[]> gone = road.browser.get(road.simple("north") + "fixture-00007/");
      assertThat(gone.statusCode()).isIn(404, 410);
      road.readThrough("south", 20);
    }
  }
}
