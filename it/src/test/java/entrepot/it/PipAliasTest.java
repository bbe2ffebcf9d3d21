package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.control.Server;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.PipClient;
import entrepot.it.fixture.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real pip that still has the index's host name of former times. The edge is its proxy, so that
 * the name need not be known on this machine: targets are whole URLs then.
 */
@NeedsPip
class PipAliasTest {
  private static final String NAME = "fixture-00002";

  @TempDir Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void installsByTheOldNameUntilItsDayAndByTheNewOneAfterThat() throws IOException {
    PypiVendor vendor = PypiVendor.in(folder, 3);
    int port = freePort();
    String yaml =
        Road.configuration(
                vendor, "on-demand", "north: {listen: \"127.0.0.1:%d\"}\n".formatted(port), "")
            + """
            mirror-hosts:
              domain: example.org
              aliases:
                pypi.{region}.{domain}: {to: /pypi/, until: 2999-01-01}
                ended.{region}.{domain}: {to: /pypi/, until: 2020-01-01}
            """;
    Installation installation = Installation.in(folder.resolve("entrepot"), yaml);
    try (vendor;
        Server server = Server.start(installation.configuration())) {
      installation.sync(PypiVendor.TREE);
      assertThat(server.edgeUrls()).containsEntry("north", "http://mirror.north.local.example.org");

      PipClient old = client("old", "pypi.north.example.org", "simple/", port);
      old.install(NAME).must();
      assertThat(old.installed(NAME)).contains("1.0");

      PipClient late = client("late", "ended.north.example.org", "simple/", port);
      Ran refused = late.install(NAME);
      assertThat(refused.ok()).isFalse();
      assertThat(late.installed(NAME)).isEmpty();

      PipClient now = client("now", "mirror.north.local.example.org", "pypi/simple/", port);
      now.install(NAME).must();
      assertThat(now.installed(NAME)).contains("1.0");
    }
  }

  private PipClient client(String name, String host, String path, int port) {
    return PipClient.in(
        folder.resolve(name),
        "http://" + host + "/" + path,
        "--proxy",
        "http://127.0.0.1:" + port,
        "--trusted-host",
        host);
  }
}
