package entrepot.edge;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.ReplicaReader.Retention;
import entrepot.release.Retirement;
import entrepot.release.Revocation;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found where: trees, carry, snapshots, revocations, listings. */
class TreeRequestTest {
  @TempDir Path folder;
  private EdgeFixture edge;

  @BeforeEach
  void start() {
    edge = EdgeFixture.over(folder);
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void saysThatNothingHasBeenReleasedYet() {
    assertThat(edge.get("/debian/x").status()).isEqualTo(503);
    assertThat(edge.get("/.health").status()).isEqualTo(503);
  }

  @Test
  void servesTheNewHeadFromItsRefreshOn() {
    edge.put("dists/bookworm/InRelease", Role.ENTRY_POINT, EdgeFixture.text("one"));
    edge.release();
    assertThat(edge.get("/debian/dists/bookworm/InRelease").text()).isEqualTo("one");

    edge.startOver();
    edge.put("dists/bookworm/InRelease", Role.ENTRY_POINT, EdgeFixture.text("two"));
    edge.release();
    Reply reply = edge.get("/debian/dists/bookworm/InRelease");
    assertThat(reply.text()).isEqualTo("two");
    assertThat(reply.header("cache-control")).isEqualTo("no-cache");
    assertThat(reply.header("content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(edge.get("/.health").text()).contains("\"generation\":2", "region-a");
  }

  @Test
  void saysOfARetiredFolderWhenAndWhyItWent() {
    edge.put("new/a", "here");
    edge.release();
    edge.replica.retire(
        new Retirement(
            "debian",
            Optional.of(TreePath.of("dists/old")),
            Instant.parse("2026-11-20T00:00:00Z"),
            "end of life, take dists/new"));
    edge.edge.refreshNow();

    for (String path : List.of("dists/old", "dists/old/", "dists/old/InRelease")) {
      Reply reply = edge.get("/debian/" + path);
      assertThat(reply.status()).as(path).isEqualTo(410);
      assertThat(reply.text())
          .contains("debian/dists/old was retired on 2026-11-20: end of life, take dists/new");
    }
    assertThat(edge.get("/debian/dists/older").status()).isEqualTo(404);
    assertThat(edge.get("/debian/new/a").text()).isEqualTo("here");
  }

  @Test
  void saysOfARetiredTreeThatItIsGone() {
    edge.put("new/a", "here");
    edge.release();
    edge.replica.retire(
        new Retirement("debian", Optional.empty(), Instant.parse("2026-11-20T00:00:00Z"), ""));
    edge.edge.refreshNow();

    for (String path : List.of("/debian/", "/debian/new/a", "/.snapshots/debian/")) {
      Reply reply = edge.get(path);
      assertThat(reply.status()).as(path).isEqualTo(410);
      assertThat(reply.text()).contains("Tree debian was retired on 2026-11-20");
    }
    assertThat(edge.get("/fedora/x").status()).isEqualTo(404);
  }

  @Test
  void decodesPathsOnceByRfc3986() {
    edge.put("pool/g/g++_1%2b_~é.deb", "compiler");
    edge.release();

    assertThat(edge.get("/debian/pool/g/g++_1%252b_~%C3%A9.deb").status()).isEqualTo(200);
    assertThat(edge.get("/debian/pool/g/g%2b%2B_1%252b_%7e%c3%a9.deb").text())
        .isEqualTo("compiler");
    assertThat(edge.get("/debian/pool/g/g++_1%2b_~%C3%A9.deb").status()).isEqualTo(404);
    assertThat(edge.get("http://other.example/debian/pool/g/g++_1%252b_~%C3%A9.deb").status())
        .isEqualTo(200);
  }

  @Test
  void letsNobodyOut() {
    edge.put("pool/a.deb", "a");
    edge.release();

    for (String target :
        List.of(
            "/debian/../etc/passwd",
            "/debian/%2e%2e/etc/passwd",
            "/debian/.%2e/x",
            "/debian/pool/..%2f..%2fetc/passwd",
            "/debian/pool/%2fetc/passwd",
            "/debian//pool/a.deb",
            "/debian/pool/./a.deb",
            "/debian/pool/a.deb%00",
            "/debian/pool/a%5c..%5cb",
            "/debian/pool/a%0d%0aX-Y:z",
            "/debian/pool/%",
            "/debian/pool/%4",
            "/debian/pool/%zz",
            "/debian/pool/%ff%fe",
            "/debian/pool/%c0%ae%c0%ae/x",
            "/../etc/passwd",
            "/..",
            "/%2e%2e/etc/passwd",
            "//etc/passwd",
            "/.snapshots/../debian/x",
            "/.snapshots/debian/2026-11-21/../x",
            "/.snapshots/debian/" + "0".repeat(64) + "/../x",
            "/debian/" + "x".repeat(901))) {
      assertThat(edge.get(target).status()).as(target).isIn(400, 404);
    }
    assertThat(edge.get("/debian/" + "x".repeat(9000)).status()).isIn(400, 414);
    assertThat(edge.get("/debian/pool/a.deb").text()).isEqualTo("a");
  }

  @Test
  void servesWhatIsCarriedUntilItsTime() {
    edge.put("pool/new.deb", "new");
    Entry kept = edge.put("pool/kept.deb", "kept");
    Entry over = edge.put("pool/over.deb", "over");
    edge.startOver();
    edge.put(kept.carriedUntil(Instant.parse("2026-11-22T00:00:00Z")));
    edge.put(over.carriedUntil(Instant.parse("2026-11-21T08:59:59Z")));
    Digest carry = edge.snapshot();
    edge.startOver();
    edge.put("pool/new.deb", "new");
    edge.release(Optional.of(carry));

    assertThat(edge.get("/debian/pool/kept.deb").text()).isEqualTo("kept");
    assertThat(edge.get("/debian/pool/over.deb").status()).isEqualTo(404);
    assertThat(edge.get("/debian/pool/").text()).contains("new.deb").doesNotContain("kept.deb");

    edge.now.set(Instant.parse("2026-11-22T00:00:00Z"));
    assertThat(edge.get("/debian/pool/kept.deb").status()).isEqualTo(404);
  }

  @Test
  void saysWhyAFileIsMissing() {
    edge.put(
        new Entry(
                TreePath.of("pool/bad.deb"),
                Role.PAYLOAD,
                State.MISSING,
                5,
                0,
                List.of(),
                List.of())
            .with(Extension.REASON, "its checksum was wrong at the source"));
    edge.release();

    Reply reply = edge.get("/debian/pool/bad.deb");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text()).contains("its checksum was wrong at the source");
  }

  @Test
  void letsARevocationOverrideEverything() {
    Entry evil = edge.put("pool/evil.deb", "evil");
    edge.put("pool/path.deb", "by path");
    edge.put("pool/good.deb", "good");
    Digest snapshot = edge.release();
    assertThat(edge.get("/debian/pool/evil.deb").status()).isEqualTo(200);
    edge.startOver();
    edge.put("pool/good.deb", "good");
    edge.startOver();
    edge.put(evil.carriedUntil(Instant.parse("2026-12-01T00:00:00Z")));
    Digest carry = edge.snapshot();
    edge.release(
        Optional.of(carry),
        new Revocation.OfContent(evil.sha256().orElseThrow(), "it is malware"),
        new Revocation.OfPath("debian", TreePath.of("pool/path.deb"), "asked by its author"));

    for (String prefix : List.of("/debian/", "/.snapshots/debian/" + snapshot.hex() + "/")) {
      Reply reply = edge.get(prefix + "pool/evil.deb");
      assertThat(reply.status()).isEqualTo(410);
      assertThat(reply.text()).contains("it is malware");
    }
    Reply byPath = edge.get("/.snapshots/debian/" + snapshot.hex() + "/pool/path.deb");
    assertThat(byPath.status()).isEqualTo(410);
    assertThat(byPath.text()).contains("asked by its author");
  }

  @Test
  void servesSnapshotsAtTheirOwnAddress() {
    edge.put("dists/InRelease", "old");
    Digest old = edge.release();
    edge.startOver();
    edge.put("dists/InRelease", "new");
    edge.release();
    Instant nine = Instant.parse("2026-11-21T09:00:00Z");
    edge.replica.retain("debian" + nine, new Retention.Kept(old, nine));
    Instant day = Instant.parse("2026-11-21T00:00:00Z");
    edge.replica.retain("debian" + day, new Retention.Kept(old, nine));
    Digest pruned = Digest.sha256("ab".repeat(32));
    edge.replica.retain("debian" + pruned, new Retention.Pruned(pruned));

    String own = "/.snapshots/debian/" + old.hex() + "/dists/InRelease";
    assertThat(edge.get(own).text()).isEqualTo("old");
    assertThat(edge.get("/.snapshots/debian/sha256:" + old.hex() + "/dists/InRelease").text())
        .isEqualTo("old");
    assertThat(edge.get("/.snapshots/debian/" + pruned.hex() + "/x").status()).isEqualTo(410);
    assertThat(edge.get("/.snapshots/debian/" + "0".repeat(64) + "/x").status()).isEqualTo(404);
    for (String time : List.of("2026-11-21T09:00:00Z", "20261121T090000Z", "2026-11-21")) {
      Reply reply = edge.get("/.snapshots/debian/" + time + "/dists/InRelease");
      assertThat(reply.status()).isEqualTo(302);
      assertThat(reply.header("location")).isEqualTo("../../" + old.hex() + "/dists/InRelease");
      String base = "http://e/.snapshots/debian/" + time + "/dists/InRelease";
      assertThat(java.net.URI.create(base).resolve(reply.header("location")).getPath())
          .isEqualTo(own);
    }
    assertThat(edge.get("/.snapshots/debian/2026-11-21").header("location"))
        .isEqualTo("./" + old.hex() + "/");
    assertThat(edge.get("/.snapshots/debian/2020-01-01/x").status()).isEqualTo(404);
    assertThat(edge.get("/.snapshots/debian/last-week/x").status()).isEqualTo(404);
    assertThat(edge.get("/.snapshots/debian/").status()).isEqualTo(200);
  }

  @Test
  void forgetsASnapshotThatIsPruned() {
    edge.put("x", "old");
    Digest old = edge.release();
    assertThat(edge.get("/.snapshots/debian/" + old.hex() + "/x").status()).isEqualTo(200);
    assertThat(edge.get("/.snapshots/debian/" + old.hex() + "/x").header("cache-control"))
        .isEqualTo("public, max-age=86400");

    edge.replica.retain("debian" + old, new Retention.Pruned(old));
    edge.now.updateAndGet(now -> now.plusSeconds(6));
    assertThat(edge.get("/.snapshots/debian/" + old.hex() + "/x").status()).isEqualTo(410);
  }

  @Test
  void listsFoldersWithRelativeEscapedLinks() {
    edge.put("pool/a<b>&\"c\".deb", "x");
    edge.put("pool/sub/d e.deb", "x");
    edge.put("pool/javascript:alert(1)", "x");
    edge.release();

    Reply reply = edge.get("/debian/pool/");
    assertThat(reply.header("content-type")).startsWith("text/html");
    assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(reply.header("content-security-policy")).contains("default-src 'none'");
    assertThat(reply.text())
        .contains("href=\"./a%3Cb%3E%26%22c%22.deb\"")
        .contains("a&lt;b&gt;&amp;&quot;c&quot;.deb")
        .contains("href=\"./sub/\"")
        .contains("href=\"./javascript%3Aalert%281%29\"")
        .contains("href=\"../\"")
        .doesNotContain("<b>", "href=\"/");
    assertThat(edge.get("/debian/pool/sub/d%20e.deb").text()).isEqualTo("x");
    assertThat(edge.get("/debian/pool").header("location")).isEqualTo("./pool/");
    assertThat(edge.get("/debian").header("location")).isEqualTo("./debian/");
    assertThat(edge.get("/debian/pool/none/").status()).isEqualTo(404);
    assertThat(edge.get("/").text()).contains("href=\"./debian/\"");
  }

  @Test
  void pagesLongFoldersAndSpeaksJson() {
    for (int i = 0; i < Listings.PAGE + 5; i++) {
      edge.put("pool/f%05d".formatted(i), "x");
    }
    edge.release();

    Reply first = edge.get("/debian/pool/");
    assertThat(first.text()).contains("f00999").doesNotContain("f01000");
    assertThat(first.text()).contains("href=\"?after=f00999\"");
    assertThat(edge.get("/debian/pool/?after=f00999").text())
        .contains("f01000", "f01004")
        .doesNotContain("f00999", "?after=");
    Reply json = edge.get("/debian/pool/?after=f01003", "Accept: application/json");
    assertThat(json.header("content-type")).isEqualTo("application/json");
    assertThat(json.text()).contains("\"name\":\"f01004\"", "\"size\":1", "sha256:");
    assertThat(edge.get("/", "Accept: application/json").text()).contains("\"debian\"");
  }

  @Test
  void keepsPagesFromUpstreamInASandbox() {
    edge.put("doc/index.html", "<script>alert(1)</script>");
    edge.put("Packages.gz", "not unpacked");
    edge.release();

    Reply page = edge.get("/debian/doc/");
    assertThat(page.text()).contains("alert");
    assertThat(page.header("content-security-policy")).contains("sandbox", "default-src 'none'");
    Reply packed = edge.get("/debian/Packages.gz");
    assertThat(packed.header("content-type")).isEqualTo("application/gzip");
    assertThat(packed.headers()).doesNotContainKey("content-encoding");
  }

  @Test
  void namesByContentNeverChange() {
    String hash = "dists/by-hash/SHA256/" + "ab".repeat(32);
    edge.put(hash, Role.INDEX, EdgeFixture.text("x"));
    edge.release();

    assertThat(edge.get("/debian/" + hash).header("cache-control")).contains("immutable");
  }
}
