package entrepot.it;

import static entrepot.it.PypiVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.PythonUpstream;
import entrepot.it.fixture.Seen;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Python index on its road: what is asked of upstream, and what is served in the regions. */
class PypiRoadTest {
  private static final String NAME = "fixture-00004";

  @TempDir Path folder;

  private PypiRoad road(String policy, Consumer<PythonUpstream> upstream) {
    PypiVendor vendor = PypiVendor.in(folder, 10);
    upstream.accept(vendor.python);
    PypiRoad road = new PypiRoad(folder, vendor, policy, Road.More.NOTHING);
    assertThat(road.installation.sync(TREE).quarantined()).isEmpty();
    return road;
  }

  @Test
  void asksOnceAndMakesNothingWhenNothingChanged() {
    try (PypiRoad road = road("full", upstream -> {})) {
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
    try (PypiRoad road = road("full", upstream -> {})) {
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
  void mirrorsAnIndexThatHasNeitherJsonNorSerials() {
    try (PypiRoad road =
        road(
            "full",
            upstream -> {
              upstream.speakHtmlOnly();
              upstream.sendNoSerials();
            })) {
      road.readThrough("north", 30);
      road.projects.change(List.of(NAME));
      road.projects.publish();

      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("changed");
      assertThat(road.page("south", NAME)).contains("fixture_00004-2.0");
      road.upstream.forget();
      assertThat(road.installation.sync(TREE).outcome()).isEqualTo("unchanged");
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE)).isEmpty();
      assertThat(road.upstream.seen(Seen.Kind.INDEX))
          .allMatch(seen -> seen.status() == 304, "not modified");
    }
  }

  @Test
  void carriesYankedAndTakesAwayWhatUpstreamTookAway() {
    try (PypiRoad road = road("on-demand", upstream -> {})) {
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

  @Test
  void fetchesFilesThatLieAtAnotherHost() {
    PypiVendor vendor = PypiVendor.in(folder, 10);
    vendor.index.filesAt("http://localhost:%d/".formatted(vendor.upstream.uri().getPort()));
    vendor.index.publish();
    try (PypiRoad road = new PypiRoad(folder, vendor, "on-demand", Road.More.NOTHING)) {
      assertThat(road.installation.sync(TREE).quarantined()).isEmpty();
      assertThat(road.page("north", NAME)).doesNotContain("localhost");
      road.readThrough("north", 30);
    }
  }
}
