package entrepot.it;

import static entrepot.it.AptVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import entrepot.it.fixture.AptClient;
import entrepot.it.fixture.Ran;
import entrepot.it.fixture.RepositoryPlan;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real apt, sent to the edge of its region by the mirror list. */
class AptTest {
  @TempDir Path folder;
  private AptRoad road;
  private AccessLog north;
  private AccessLog south;

  @BeforeEach
  void mirror() {
    assumeTrue(AptClient.available(), "no apt here");
    RepositoryPlan plan =
        RepositoryPlan.small().packages(60).architectures(AptClient.architecture());
    road = new AptRoad(folder, plan, "full");
    road.installation.sync(TREE);
    north = new AccessLog(road.installation, "north");
    south = new AccessLog(road.installation, "south");
  }

  @AfterEach
  void stop() {
    road.close();
  }

  @Test
  void installsAtTheEdgeOfItsRegion() {
    installs(client("a", "north"), "fixture-00001");
    assertThat(north.tells("fixture-00001")).as("log of north").isTrue();
    assertThat(north.tells("InRelease")).as("log of north").isTrue();
    assertThat(south.lines()).isEmpty();

    north.forget();
    installs(client("b", "south"), "fixture-00002");
    assertThat(south.tells("fixture-00002")).as("log of south").isTrue();
    assertThat(north.lines()).isEmpty();
  }

  @Test
  void takesTheOtherEdgeWhenItsLocationChanges() {
    AptClient client = client("a", "north");
    installs(client, "fixture-00001");
    assertThat(north.tells("fixture-00001")).as("log of north").isTrue();
    north.forget();

    client.sources(source("south"));
    installs(client, "fixture-00003");

    assertThat(south.tells("fixture-00003")).as("log of south").isTrue();
    assertThat(north.lines()).isEmpty();
  }

  @Test
  void installsWithAnUnknownLocationAndWithTheLiteralVariable() {
    installs(client("a", "$location"), "fixture-00007");
    installs(client("b", "nowhere"), "fixture-00004");
  }

  @Test
  void losesARetryAndNoMoreToADeadMirror() throws IOException {
    road.close();
    Files.createDirectories(folder.resolve("with-west"));
    // Nobody listens where region west says that its edge is. It has an address of its own, as
    // edges do: apt gives up an address, whatever the port, once it could not connect to it.
    int dead = closedPort();
    road =
        new AptRoad(
            folder.resolve("with-west"),
            RepositoryPlan.small().packages(10).architectures(AptClient.architecture()),
            "full",
            Road.More.regions(
                "west: {listen: \"127.0.0.1:0\", url: \"http://127.0.0.9:%d\"}".formatted(dead)));
    road.installation.sync(TREE);
    String list = Browser.text(road.browser.get(road.mirrorList("west")));
    assertThat(list).startsWith("http://127.0.0.9:%d/%s/".formatted(dead, TREE));

    installs(client("a", "west"), "fixture-00001");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      return taken.getLocalPort();
    }
  }

  @Test
  void stillInstallsWhatItsOlderIndexNamesAfterARelease() {
    AptClient client = client("a", "north");
    assertThat(client.update()).matches(Ran::ok, "updated");
    String former = road.repository.version("fixture-00003");
    road.repository.change(100);
    road.repository.publish();
    road.repository.prune();
    assertThat(road.installation.sync(TREE).outcome()).isEqualTo("changed");

    assertThat(client.install("fixture-00003")).matches(Ran::ok, "installed");
    assertThat(client.installed("fixture-00003")).contains(former);

    installs(client, "fixture-00003");
    assertThat(client.installed("fixture-00003"))
        .contains(road.repository.version("fixture-00003"));
  }

  private void installs(AptClient client, String name) {
    assertThat(client.update()).matches(Ran::ok, "updated");
    assertThat(client.install(name)).matches(Ran::ok, "installed");
    assertThat(client.installed(name)).contains(road.repository.version(name));
    assertThat(client.root().resolve("usr/share/entrepot-fixture/" + name)).isRegularFile();
  }

  private AptClient client(String name, String location) {
    return AptClient.in(folder.resolve("client-" + name), source(location));
  }

  private String source(String location) {
    return AptClient.source(road.keyring, "mirror+" + road.mirrorList(location), "stable", "main");
  }
}
