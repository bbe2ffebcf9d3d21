package entrepot.edge;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.kit.listen.Binding;
import entrepot.release.sign.Envelope;
import entrepot.store.backend.Key;
import entrepot.store.fill.FillLimits;
import entrepot.store.fill.Fillings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What caching edges read below {@code /.replica/}. */
class OriginSideTest {
  private static final String HEAD = "/.replica/head.json";

  @TempDir Path folder;

  @Test
  void givesTheSignedHeadAndSaysWhenItIsTheSame() {
    try (EdgeFixture edge = EdgeFixture.over(folder)) {
      edge.put("pool/a.deb", "bytes");
      edge.release();
      Envelope signed = new Envelope("a type", new byte[] {1}, List.of());
      edge.replica.sign(signed);
      Reply head = edge.get(HEAD);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEqualTo(signed.toJson());
      assertThat(head.header("cache-control")).isEqualTo("no-cache");
      String etag = head.header("etag");
      assertThat(etag).startsWith("\"").endsWith("\"");
      assertThat(edge.get(HEAD, "If-None-Match: " + etag).status()).isEqualTo(304);
      assertThat(edge.get(HEAD, "If-None-Match: \"x\"").status()).isEqualTo(200);
      assertThat(edge.get("/.replica/heads/1.json").status()).isEqualTo(404);
    }
  }

  @Test
  void givesNodesAndBlobsByTheirDigests() {
    try (EdgeFixture edge = EdgeFixture.over(folder)) {
      byte[] content = EdgeFixture.bytes(100_000, 1);
      edge.put("pool/a.deb", entrepot.store.manifest.Role.PAYLOAD, content);
      Digest root = edge.release();
      assertThat(edge.get("/.replica/nodes/" + root.hex()).body())
          .isEqualTo(edge.backend.load(Key.node(root)));
      String blob = "/.replica/blobs/" + Digest.sha256Of(content).hex();
      assertThat(edge.get(blob).body()).isEqualTo(content);
      Reply part = edge.get(blob, "Range: bytes=99990-");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.body()).hasSize(10);
      assertThat(edge.get("/.replica/nodes/" + "0".repeat(64)).status()).isEqualTo(404);
      assertThat(edge.get("/.replica/blobs/" + "0".repeat(64)).status()).isEqualTo(404);
    }
  }

  @Test
  void hasNoOtherNames() {
    try (EdgeFixture edge = EdgeFixture.over(folder)) {
      edge.put("pool/a.deb", "bytes");
      edge.release();
      for (String other :
          List.of("", "heads/", "heads/0.json", "nodes/../head.json", "forgotten", "tmp/x")) {
        assertThat(edge.get("/.replica/" + other).status()).isIn(400, 404);
      }
    }
  }

  @Test
  void isForTheNetworksOfCachingEdgesAlone() {
    try (EdgeFixture source = EdgeFixture.over(folder)) {
      source.put("pool/a.deb", "bytes");
      Digest root = source.release();
      InstantSource clock = source.now::get;
      EdgeSettings settings =
          EdgeSettings.of("region-a", new Binding.Tcp("127.0.0.1", 0))
              .accessLog(false)
              .originFor(List.of("127.0.0.2/32"));
      Fillings fillings =
          new Fillings(
              source.backend,
              folder.resolve("f"),
              (_, _, _) -> {},
              _ -> {},
              clock,
              FillLimits.DEFAULT);
      try (Edge edge = new Edge(settings, source.replica, fillings, clock)) {
        int port = ((Binding.Tcp) edge.start()).port();
        String node = "/.replica/nodes/" + root.hex();
        try (Wire stranger = new Wire(port, "127.0.0.1");
            Wire caching = new Wire(port, "127.0.0.2")) {
          assertThat(caching.ask("GET", node).status()).isEqualTo(200);
          assertThat(stranger.ask("GET", node).status()).isEqualTo(403);
          assertThat(stranger.ask("GET", "/debian/pool/a.deb").status()).isEqualTo(200);
          assertThat(caching.ask("GET", "/debian/pool/a.deb").status()).isEqualTo(200);
        }
      }
    }
  }
}
