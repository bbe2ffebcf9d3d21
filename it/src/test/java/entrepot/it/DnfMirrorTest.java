package entrepot.it;

import static entrepot.it.RpmVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Command;
import entrepot.it.fixture.DnfClient;
import entrepot.it.fixture.RpmPlan;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real dnf, sent to the edge of the region that its vars file names. */
@NeedsRpmTools
@NeedsDnf
class DnfMirrorTest {
  private static final String REPOSITORY = "?repo=fixture&arch=$basearch&location=$location";

  @TempDir Path folder;
  private RpmRoad road;
  private AccessLog north;
  private AccessLog south;

  @BeforeEach
  void mirror() throws IOException {
    // Nobody listens where region west says that its edge is.
    road =
        new RpmRoad(
            folder,
            RpmVendor.in(folder, RpmPlan.small().packages(12)),
            "full",
            Road.More.regions(
                "west: {listen: \"127.0.0.1:0\", url: \"http://127.0.0.9:%d\"}"
                    .formatted(closedPort())));
    road.installation.sync(TREE);
    north = new AccessLog(road.installation, "north");
    south = new AccessLog(road.installation, "south");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      return taken.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    road.close();
  }

  private DnfClient byMirrorlist(String name) {
    return DnfClient.in(
        folder.resolve(name),
        road.key,
        "mirrorlist=" + road.steering() + "/mirrorlist" + REPOSITORY);
  }

  private DnfClient byMetalink(String name) {
    return DnfClient.in(
        folder.resolve(name), road.key, "metalink=" + road.steering() + "/metalink" + REPOSITORY);
  }

  private void installs(DnfClient client, String name) {
    client.install(name).must();
    assertThat(client.installed(name)).contains(road.repository.version(name));
    assertThat(client.root().resolve("usr/share/entrepot-fixture/" + name)).isRegularFile();
  }

  @Test
  void installsByMirrorlistFromTheRegionThatItsVarsFileNames() {
    servesAlone(byMirrorlist("a").location("north"), "fixture-00001", north, south);
    servesAlone(byMirrorlist("b").location("south"), "fixture-00002", south, north);
  }

  @Test
  void installsByMetalinkFromTheRegionThatItsVarsFileNames() {
    servesAlone(byMetalink("a").location("north"), "fixture-00001", north, south);
    servesAlone(byMetalink("b").location("south"), "fixture-00002", south, north);
  }

  private void servesAlone(DnfClient client, String name, AccessLog near, AccessLog far) {
    near.forget();
    far.forget();
    installs(client, name);
    assertThat(near.tells(name)).as("log of its region").isTrue();
    assertThat(near.tells("repomd.xml")).as("log of its region").isTrue();
    assertThat(far.lines()).as("log of the other region").isEmpty();
  }

  @Test
  void installsWithoutAVarsFileAndWithARegionThatNobodyKnows() {
    installs(byMirrorlist("a"), "fixture-00001");
    installs(byMetalink("b"), "fixture-00002");
    installs(byMirrorlist("c").location("nowhere"), "fixture-00003");
  }

  @Test
  void goesOnToTheNextRegionWhenItsOwnIsDead() {
    DnfClient client = byMirrorlist("a").location("west");
    assertThat(Browser.text(road.browser.get(mirrorlist("west"))).lines())
        .filteredOn(line -> !line.startsWith("#"))
        .first()
        .asString()
        .startsWith("http://127.0.0.9:");

    installs(client, "fixture-00001");
    installs(byMetalink("b").location("west"), "fixture-00002");
  }

  @Test
  void installsFromARegionThatHasTheFormerReleaseBecauseTheMetalinkKnowsItToo() {
    String former = road.repository.version("fixture-00001");
    road.repository.change(100);
    road.repository.publish();
    road.repository.prune();
    assertThat(road.installation.sync(TREE).outcome()).isEqualTo("changed");
    road.installation.run(new Command.Rollback(TREE, Optional.empty(), List.of("south"), "test"));
    south.forget();

    DnfClient client = byMetalink("a").location("south");
    client.install("fixture-00001").must();
    assertThat(client.installed("fixture-00001")).contains(former);
    assertThat(south.tells("fixture-00001")).as("log of south").isTrue();
    installs(byMetalink("b").location("north"), "fixture-00001");
  }

  @Test
  void stillInstallsWhatItsRepomdOfYesterdayNames() {
    DnfClient client = byMetalink("a").location("north");
    client.install("fixture-00000").must();
    String former = road.repository.version("fixture-00005");
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

  private String mirrorlist(String location) {
    return road.steering() + "/mirrorlist?repo=fixture&arch=x86_64&location=" + location;
  }
}
