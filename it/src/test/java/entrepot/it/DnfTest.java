package entrepot.it;

import static entrepot.it.RpmVendor.PATH;
import static entrepot.it.RpmVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.DnfClient;
import entrepot.it.fixture.Fault;
import entrepot.it.fixture.Ran;
import entrepot.it.fixture.RpmPlan;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real dnf, which checks all signatures, at an edge: groups, modules, advisories, old clients.
 */
@NeedsRpmTools
@NeedsDnf
class DnfTest {
  private static final RpmPlan PLAN = RpmPlan.small().packages(12).with(RpmPlan.Extra.values());

  @TempDir Path folder;
  private RpmRoad road;

  @BeforeEach
  void mirror() {
    road = new RpmRoad(folder, PLAN, "on-demand");
    road.installation.sync(TREE);
  }

  @AfterEach
  void stop() {
    road.close();
  }

  private DnfClient client(String name) {
    return DnfClient.in(folder.resolve(name), road.key, "baseurl=" + road.at("north", PATH));
  }

  @Test
  void installsGroupsAndModulesAndSeesAdvisories() {
    DnfClient client = client("client");

    client.install("fixture-00005", "fixture-00007", "fixture-00009").must();
    for (String name : List.of("fixture-00005", "fixture-00007", "fixture-00009")) {
      assertThat(client.installed(name)).contains(road.repository.version(name));
    }
    client.dnf("group", "install", "weather").must();
    assertThat(client.installed("fixture-00001")).isPresent();
    assertThat(client.installed("fixture-00002")).isPresent();

    assertThat(client.dnf("module", "list").must().output()).contains("tides");
    client.dnf("module", "install", "tides:2").must();
    assertThat(client.installed("fixture-00004")).isPresent();

    road.repository.change(List.of("fixture-00002"));
    road.repository.publish();
    road.installation.sync(TREE);
    assertThat(client.expired().dnf("updateinfo", "list").must().output())
        .contains("FIXTURE-fixture-00002-2");
    client.dnf("upgrade", "--security").must();
    assertThat(client.installed("fixture-00002"))
        .contains(road.repository.version("fixture-00002"));
  }

  @Test
  void stillInstallsWhatItsRepomdOfYesterdayNames() {
    DnfClient client = client("client");
    client.install("fixture-00000").must();
    String former = road.repository.version("fixture-00005");
    // The edge must have it: upstream forgets what it no longer names.
    road.servedFile("north", road.repository.path("fixture-00005"));
    road.repository.change(100);
    road.repository.publish();
    road.repository.prune();
    assertThat(road.installation.sync(TREE).outcome()).isEqualTo("changed");

    client.install("fixture-00005").must();
    assertThat(client.installed("fixture-00005")).contains(former);

    client.expired().dnf("upgrade").must();
    assertThat(client.installed("fixture-00005"))
        .contains(road.repository.version("fixture-00005"))
        .isNotEqualTo(former);
  }

  @Test
  void getsNoByteOfAPackageThatUpstreamTamperedWith() {
    road.upstream.fault("fixture-00003", new Fault.Corrupt(300));
    DnfClient client = client("client");

    assertThat(client.install("fixture-00003")).matches(ran -> !ran.ok(), "refused");

    assertThat(client.installed("fixture-00003")).isEmpty();
    HttpResponse<byte[]> answer =
        road.browser.get(road.at("north", PATH + road.repository.path("fixture-00003")));
    assertThat(answer.statusCode()).as(Browser.text(answer)).isEqualTo(502);
  }

  @Test
  void zckdlFetchesOfAZchunkFileWhatChanged() throws IOException {
    Path old = Files.write(folder.resolve("old.zck"), road.servedFile("north", zchunk()));
    road.repository.change(List.of("fixture-00002"));
    road.repository.publish();
    road.repository.prune();
    road.installation.sync(TREE);
    String now = zchunk();
    Path target = Files.createDirectory(folder.resolve("download"));

    Ran.command(
            "sh",
            "-c",
            "cd \"$1\" && zckdl -v --fail-no-ranges --source=\"$2\" \"$3\"",
            "sh",
            target.toString(),
            old.toString(),
            road.at("north", PATH + now))
        .must();

    assertThat(target.resolve(now.substring(now.lastIndexOf('/') + 1)))
        .hasBinaryContent(road.repository.bytes(now));
  }

  private String zchunk() {
    return road.repository.repodata().stream()
        .filter(name -> name.endsWith("primary.xml.zck"))
        .findAny()
        .orElseThrow();
  }
}
