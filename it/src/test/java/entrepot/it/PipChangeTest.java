package entrepot.it;

import static entrepot.it.PypiVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.Fault;
import entrepot.it.fixture.PipClient;
import entrepot.it.fixture.Ran;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real pip while releases come and go: yesterday's page, rollback, snapshots, tampered files. */
@NeedsPip
class PipChangeTest {
  private static final String NAME = "fixture-00002";

  @TempDir Path folder;
  private PypiRoad road;

  @BeforeEach
  void mirror() {
    road = new PypiRoad(folder, 4, "on-demand");
    road.installation.sync(TREE);
  }

  @AfterEach
  void stop() {
    road.close();
  }

  private PipClient client(String name) {
    return PipClient.in(folder.resolve(name), road.simple("north"));
  }

  private void publishAnotherVersion() {
    road.projects.change(List.of(NAME));
    road.projects.publish();
    road.projects.prune();
    assertThat(road.installation.sync(TREE).outcome()).isEqualTo("changed");
  }

  @Test
  void whatAPageOfYesterdayNamesIsStillThere() {
    // The edge must have it: upstream forgets what it no longer names.
    String wheel = "fixture_00002-1.0-py3-none-any.whl";
    client("before").install(NAME).must();
    String yesterday = road.fileAt("north", NAME, wheel);
    publishAnotherVersion();
    assertThat(road.page("north", NAME)).doesNotContain(wheel);

    PipClient late = client("late");
    late.install(yesterday).must();
    assertThat(late.installed(NAME)).contains("1.0");

    PipClient now = client("now");
    now.install(NAME).must();
    assertThat(now.installed(NAME)).contains("2.0");
  }

  @Test
  void goesBackWithARollbackAndReadsEachSnapshotAtItsAddress() {
    client("before").install(NAME).must();
    publishAnotherVersion();
    client("between").install(NAME).must();
    road.installation.rollback(TREE);

    PipClient back = client("back");
    back.install(NAME).must();
    assertThat(back.installed(NAME)).contains("1.0");

    String newest = road.installation.snapshots(TREE).getFirst().snapshot();
    String address = road.at("north", "").replace("/pypi/", "/.snapshots/pypi/" + newest + "/");
    PipClient pinned = PipClient.in(folder.resolve("pinned"), address + "simple/");
    pinned.install(NAME).must();
    assertThat(pinned.installed(NAME)).contains("2.0");
  }

  @Test
  void getsNoByteOfAWheelThatUpstreamTamperedWith() {
    road.upstream.fault("fixture_00002.*whl$", new Fault.Corrupt(300));
    PipClient pip = client("client");

    Ran refused = pip.install(NAME);

    assertThat(refused.ok()).isFalse();
    assertThat(pip.installed(NAME)).isEmpty();
    HttpResponse<byte[]> answer = road.browser.get(road.fileAt("north", NAME, ".whl"));
    assertThat(answer.statusCode()).as(Browser.text(answer)).isEqualTo(502);
  }
}
