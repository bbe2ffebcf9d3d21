package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import entrepot.app.control.Server;
import entrepot.app.machine.AptSources;
import entrepot.app.machine.AptStanza;
import entrepot.it.fixture.AptClient;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.Ran;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on real input: the archive that this machine's apt is configured with, mirrored on
 * demand and installed from in two regions, verified with Debian's own keyring. The one test that
 * asks anything outside this machine.
 */
class MachineDebianTest {
  @TempDir Path folder;

  @Test
  void installsFromTheMachinesOwnArchiveInEachRegion() {
    assumeTrue(AptClient.available(), "no apt here");
    Optional<AptStanza> debian = new AptSources(Path.of("/etc/apt")).debian();
    assumeTrue(debian.isPresent(), "apt has no http source here that Debian's keyring signs");
    AptStanza stanza = debian.get();
    String suite = stanza.suites().getFirst();
    Path keyring = stanza.signedBy().orElseThrow();
    Installation installation =
        Installation.in(folder.resolve("entrepot"), configuration(stanza, suite, keyring));

    try (Server server = Server.start(installation.configuration())) {
      assertThat(installation.sync("debian").lazy()).isGreaterThan(1_000);
      for (String region : List.of("north", "south")) {
        AccessLog log = new AccessLog(installation, region);
        String list =
            "mirror+%s/mirrors/debian.txt?location=%s"
                .formatted(server.steeringUrl().orElseThrow(), region);
        AptClient client =
            AptClient.in(folder.resolve(region), AptClient.source(keyring, list, suite, "main"));
        assertThat(client.update()).matches(Ran::ok, "updated");
        assertThat(client.install("media-types")).matches(Ran::ok, "installed");
        assertThat(client.installed("media-types")).isPresent();
        assertThat(client.root().resolve("etc/mime.types")).isRegularFile();
        assertThat(log.tells("media-types")).as("log of " + region).isTrue();
      }
    }
  }

  private static String configuration(AptStanza stanza, String suite, Path keyring) {
    return """
    trees:
      debian:
        kind: apt
        policy: on-demand
        source: %s
        suites: [%s]
        components: [main]
        architectures: [%s]
        keyring: %s
        release: automatic
    regions:
      north: {listen: "127.0.0.1:0"}
      south: {listen: "127.0.0.1:0"}
    steering: {listen: "127.0.0.1:0"}
    upstream: {allow-private: true}
    """
        .formatted(stanza.uri(), suite, AptClient.architecture(), keyring);
  }
}
