package entrepot.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.ReplicaReader.Retention;
import entrepot.release.Revocation;
import entrepot.store.manifest.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old host names whose root is a folder of the edge. */
class HostAliasTest {
  private static final String OLD = "debian.east.example.org";
  private static final String DEEP = "pool.east.example.org";
  private static final String WHOLE = "mirror-old.east.example.org";
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

  @TempDir Path folder;
  private EdgeFixture edge;
  private Digest snapshot;

  @BeforeEach
  void start() {
    edge = EdgeFixture.knownAs(folder, List.of(), aliases());
    edge.put("dists/stable/InRelease", Role.ENTRY_POINT, EdgeFixture.text("the suite"));
    edge.put("pool/a/g++_1~rc1 x.deb", "a package");
    edge.put("pool/.treeinfo", "hidden");
    edge.put("big", Role.PAYLOAD, EdgeFixture.bytes(100_000, 1));
    snapshot = edge.release();
  }

  private static HostAlias[] aliases() {
    String now = "http://mirror.east.aws.example.org/debian/";
    return new HostAlias[] {
      new HostAlias(OLD, "/debian", Optional.of(END), now),
      new HostAlias(DEEP, "/debian/pool", Optional.empty(), now),
      new HostAlias(WHOLE, "", Optional.empty(), now),
    };
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void theRootOfAnOldNameIsTheTree() {
    for (int twice = 0; twice < 2; twice++) {
      assertThat(edge.getOf(OLD, "/dists/stable/InRelease").text()).isEqualTo("the suite");
      assertThat(edge.getOf(DEEP, "/a/g++_1~rc1%20x.deb").text()).isEqualTo("a package");
      assertThat(edge.getOf(WHOLE, "/debian/dists/stable/InRelease").text()).isEqualTo("the suite");
      assertThat(edge.getOf(OLD, "/big").body()).hasSize(100_000);
    }
    assertThat(edge.getOf(OLD, "/debian/dists/stable/InRelease").status()).isEqualTo(404);
  }

  @Test
  void whatIsReadyForOneNameIsNotGivenToAnother() {
    for (int twice = 0; twice < 2; twice++) {
      assertThat(edge.getOf(OLD, "/dists/stable/InRelease").status()).isEqualTo(200);
      assertThat(edge.getOf("mirror.east.aws.example.org", "/dists/stable/InRelease").status())
          .isEqualTo(404);
      assertThat(edge.getOf(DEEP, "/dists/stable/InRelease").status()).isEqualTo(404);
      assertThat(edge.getOf("anything", "/debian/dists/stable/InRelease").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Debian.East.EXAMPLE.org",
        "debian.east.example.org:80",
        "debian.east.example.org.",
        "DEBIAN.east.example.org.:8081"
      })
  void aNameIsOneInAnyCaseAndWithAnyPort(String host) {
    assertThat(edge.getOf(host, "/dists/stable/InRelease").text()).isEqualTo("the suite");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "debian.east.example.org/",
        "debian.east.example.org\\",
        "xdebian.east.example.org",
        "debian.east.example.org@evil",
        "[::1]:80",
        "127.0.0.1:80",
        "d\u00e9bian.east.example.org",
        "evil,debian.east.example.org"
      })
  void otherNamesAreServedAsIfTheyWereNone(String host) {
    assertThat(edge.getOf(host, "/debian/dists/stable/InRelease").text()).isEqualTo("the suite");
    assertThat(edge.getOf(host, "/dists/stable/InRelease").status()).isEqualTo(404);
  }

  @Test
  void ofAWholeUrlTheHostCountsAndTheHeaderDoesNot() {
    assertThat(edge.getOf("else", "http://" + OLD + ":80/dists/stable/InRelease").text())
        .isEqualTo("the suite");
    assertThat(edge.getOf(OLD, "http://else/dists/stable/InRelease").status()).isEqualTo(404);
    assertThat(edge.getOf(OLD, "http://else/debian/dists/stable/InRelease").status())
        .isEqualTo(200);
  }

  @Test
  void listingsAndRedirectsStayRelative() {
    Reply root = edge.getOf(OLD, "/");
    assertThat(root.status()).isEqualTo(200);
    assertThat(root.text()).contains("href=\"./dists/\"").doesNotContain("/debian/\"");
    assertThat(edge.getOf(OLD, "/dists").header("location")).isEqualTo("./dists/");
    assertThat(edge.getOf(OLD, "/dists/?after=stable").text()).doesNotContain("./stable/");
    assertThat(edge.getOf(WHOLE, "/").text()).contains("href=\"./debian/\"");
  }

  @Test
  void healthAndSnapshotsHaveTheirOneAddress() {
    assertThat(edge.getOf(OLD, "/.health").text()).contains("\"status\":\"ok\"");
    String path = "/.snapshots/debian/" + snapshot.hex() + "/dists/stable/InRelease";
    assertThat(edge.getOf(OLD, path).text()).isEqualTo("the suite");
    assertThat(edge.getOf(DEEP, "/.treeinfo").text()).isEqualTo("hidden");
    Instant then = Instant.parse("2026-11-20T00:00:00Z");
    edge.replica.retain("debian" + then, new Retention.Kept(snapshot, then));
    assertThat(edge.getOf(OLD, "/.snapshots/debian/2026-11-20/big").header("location"))
        .isEqualTo("../" + snapshot.hex() + "/big");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../x", "//x", "/%2e%2e/x", "/a/../../big", "/./big"})
  void aPathCannotLeaveItsTree(String path) {
    assertThat(edge.getOf(OLD, path).status()).isEqualTo(400);
    assertThat(edge.getOf(DEEP, path).status()).isEqualTo(400);
  }

  @Test
  void afterItsEndItNamesTheNewAddress() {
    assertThat(edge.getOf(OLD, "/big").status()).isEqualTo(200);
    edge.now.set(END.minusMillis(1));
    assertThat(edge.getOf(OLD, "/big").status()).isEqualTo(200);
    edge.now.set(END);
    Reply gone = edge.getOf(OLD + ":80", "/big");
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.text())
        .isEqualTo(
            "debian.east.example.org is no longer served."
                + " What was here is now at http://mirror.east.aws.example.org/debian/\n");
    assertThat(edge.getOf(OLD, "/.health").status()).isEqualTo(410);
    assertThat(edge.getOf(DEEP, "/.treeinfo").status()).isEqualTo(200);
    assertThat(edge.get("/debian/big").status()).isEqualTo(200);
  }

  @Test
  void aRevokedPathIsRevokedByAnyName() {
    assertThat(edge.getOf(OLD, "/big").status()).isEqualTo(200);
    edge.release(new Revocation.OfPath("debian", TreePath.of("big"), "malware"));
    assertThat(edge.getOf(OLD, "/big").text()).contains("malware");
  }

  @Test
  void whoMayNotReadIsRefusedBeforeHeLearnsOfAnyName() {
    edge.close();
    edge = EdgeFixture.knownAs(folder.resolve("closed"), List.of("192.0.2.0/24"), aliases());
    edge.now.set(END);
    assertThat(edge.getOf(OLD, "/big").status()).isEqualTo(403);
    assertThat(edge.getOf(DEEP, "/.treeinfo").status()).isEqualTo(403);
  }

  @Test
  void namesAndFoldersAreCheckedWhenTheyAreMade() {
    for (String host : List.of("", "Old.example.org", "old.example.org:80", "-old", "a/b")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HostAlias(host, "/debian", Optional.empty(), "x"));
    }
    for (String root : List.of("/", "debian", "/debian/")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HostAlias(OLD, root, Optional.empty(), "x"));
    }
  }
}
