package entrepot.it;

import static entrepot.it.RpmVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.DnfClient;
import entrepot.it.fixture.FixtureUpstream;
import entrepot.it.fixture.Ran;
import entrepot.it.fixture.RpmPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an instance learns from its metadata service sends its dnf to the edge of its region. */
@NeedsRpmTools
@NeedsDnf
class ClientKitTest {
  private static final Path KIT =
      Path.of("../client/src/main/root/usr/sbin/entrepot-client").toAbsolutePath().normalize();

  @TempDir Path folder;
  private RpmRoad road;
  private FixtureUpstream metadata;

  @BeforeEach
  void mirror() throws IOException {
    road = new RpmRoad(folder, RpmPlan.small().packages(6), "full");
    road.installation.sync(TREE);
    Path zone = folder.resolve("metadata/latest/meta-data/placement/availability-zone");
    Files.createDirectories(zone.getParent());
    Files.writeString(zone, "fixture-south-1a");
    metadata = FixtureUpstream.of(folder.resolve("metadata"));
  }

  @AfterEach
  void stop() {
    metadata.close();
    road.close();
  }

  @Test
  void sendsDnfToTheRegionOfTheInstanceUntilItIsDisabled() throws IOException {
    String stock = "mirrorlist=" + road.steering() + "/mirrorlist?repo=fixture&arch=$basearch";
    DnfClient client = DnfClient.in(folder.resolve("instance"), road.key, stock);
    Path repo = client.root().resolve("etc/yum.repos.d/fixture.repo");
    String before = Files.readString(repo);
    Path conf = client.root().resolve("etc/entrepot/client.conf");
    Files.createDirectories(conf.getParent());
    String address = metadata.uri().toString();
    Files.writeString(
        conf,
        """
        METADATA=%s
        WRITE=dnf
        REPOS=fixture*.repo
        ZONE=fixture-south-* south
        """
            .formatted(address.substring(0, address.length() - 1)));

    kit(client, "update");
    kit(client, "enable");

    assertThat(client.root().resolve("etc/dnf/vars/location")).hasContent("south");
    assertThat(Files.readString(repo)).contains("&location=$location");
    AccessLog north = new AccessLog(road.installation, "north");
    AccessLog south = new AccessLog(road.installation, "south");
    client.install("fixture-00001").must();
    assertThat(client.installed("fixture-00001")).isPresent();
    assertThat(south.tells("fixture-00001")).as("log of south").isTrue();
    assertThat(north.lines()).as("log of north").isEmpty();

    kit(client, "remove");
    assertThat(Files.readString(repo)).isEqualTo(before);
    assertThat(client.root().resolve("etc/dnf/vars/location")).doesNotExist();
    client.expired().install("fixture-00002").must();
  }

  private static void kit(DnfClient client, String command) {
    Ran.command("sh", KIT.toString(), "--root", client.root().toString(), command).must();
  }
}
