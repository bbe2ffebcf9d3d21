package entrepot.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.app.control.Server;
import entrepot.it.fixture.FixtureUpstream;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.Seen;
import entrepot.kit.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of files, from sync to a client: what checksum files name, and a folder. */
class FilesRoadTest {
  private static final String SUMS = "noble/SHA256SUMS";

  @TempDir Path folder;

  @Test
  void whatChecksumFilesNameIsFetchedWhenAClientAsks() {
    try (Road road = new Road(folder)) {
      road.image("a+b.img", "image a");
      road.image("b.img", "image b");

      Report.Synced synced = road.installation.sync("images");

      assertThat(synced.lazy()).isEqualTo(2);
      assertThat(road.upstream.seen()).extracting(Seen::path).noneMatch(p -> p.endsWith(".img"));
      assertThat(road.text("images/" + SUMS)).isEqualTo(road.sums());
      assertThat(road.text("images/noble/a+b.img")).isEqualTo("image a");
      assertThat(road.text("images/noble/a+b.img")).isEqualTo("image a");
      assertThat(road.upstream.seen())
          .filteredOn(seen -> seen.path().endsWith(".img"))
          .as("once for all clients")
          .hasSize(1);
    }
  }

  @Test
  void noChangeOfAnUpstreamIsOneConditionalRequest() {
    try (Road road = new Road(folder)) {
      road.image("a.img", "image a");
      road.installation.sync("images");
      road.upstream.forget();

      assertThat(road.installation.sync("images").outcome()).isEqualTo("unchanged");
      assertThat(road.upstream.seen())
          .hasSize(1)
          .allMatch(Seen::conditional, "conditional")
          .allMatch(seen -> seen.status() == 304, "not modified");
    }
  }

  @Test
  void aFileThatWasTamperedWithReachesNoClient() {
    try (Road road = new Road(folder)) {
      road.image("a.img", "image a");
      road.installation.sync("images");
      road.put("upstream/noble/a.img", "tampered");

      HttpResponse<byte[]> answer = road.get("images/noble/a.img");

      assertThat(answer.statusCode()).isEqualTo(502);
    }
  }

  @Test
  void aFolderIsPublishedWholeAndOnlyItsChangesAgain() {
    try (Road road = new Road(folder)) {
      road.put("isos/a.iso", "iso a");
      road.put("isos/sub/b.iso", "iso b");

      Report.Synced first = road.installation.sync("isos");

      assertThat(first.outcome()).isEqualTo("changed");
      assertThat(first.requests()).isZero();
      assertThat(first.lazy()).isZero();
      assertThat(road.text("isos/a.iso")).isEqualTo("iso a");
      assertThat(road.text("isos/sub/b.iso")).isEqualTo("iso b");
      assertThat(road.installation.sync("isos").outcome()).isEqualTo("unchanged");
      assertThat(road.installation.snapshots("isos")).hasSize(1);

      road.put("isos/c.iso", "iso c");
      road.put("isos/a.iso", "iso a, changed");
      assertThat(road.installation.sync("isos").outcome()).isEqualTo("changed");
      assertThat(road.text("isos/a.iso")).isEqualTo("iso a, changed");
      assertThat(road.text("isos/c.iso")).isEqualTo("iso c");

      road.installation.rollback("isos");
      assertThat(road.text("isos/a.iso")).isEqualTo("iso a");
    }
  }

  @Test
  void aLinkOutOfTheFolderIsNeverPublished() throws IOException {
    try (Road road = new Road(folder)) {
      road.put("isos/a.iso", "iso a");
      road.installation.sync("isos");
      road.put("secret", "secret");
      Files.createSymbolicLink(folder.resolve("isos/link"), folder.resolve("secret"));

      Report.Synced synced = road.installation.sync("isos");

      assertThat(synced.quarantined()).extracting(Report.Quarantine::path).containsExactly("link");
      assertThat(synced.releases()).noneMatch(each -> each.outcome().equals("released"));
      assertThat(road.get("isos/link").statusCode()).isEqualTo(404);
      assertThat(road.text("isos/a.iso")).isEqualTo("iso a");
    }
  }

  /** An upstream, a folder, and an Entrepot that publishes both, with its server running. */
  private static final class Road implements AutoCloseable {
    final Path folder;
    final FixtureUpstream upstream;
    final Installation installation;
    private final Server server;
    private final Browser browser = new Browser();
    private final StringBuilder sums = new StringBuilder();

    Road(Path folder) {
      this.folder = folder;
      put("isos/.keep", "");
      put("upstream/noble/README", "images");
      this.upstream = FixtureUpstream.of(folder.resolve("upstream"));
      this.installation =
          Installation.in(
              folder.resolve("entrepot"),
              """
              trees:
                images:
                  kind: files
                  source: %s
                  checksums: [%s]
                  release: automatic
                isos:
                  kind: files
                  folder: ../isos
                  release: automatic
              regions:
                north: {listen: "127.0.0.1:0"}
              steering: {listen: "127.0.0.1:0"}
              upstream: {allow-private: true, stall-timeout: 2s, retries: 1}
              """
                  .formatted(upstream.uri(), SUMS));
      this.server = Server.start(installation.configuration());
    }

    /** A file of the upstream that its checksum file names. */
    void image(String name, String content) {
      put("upstream/noble/" + name, content);
      String digest = Digest.sha256Of(content.getBytes(UTF_8)).hex();
      sums.append("%s *%s\n".formatted(digest, name));
      put("upstream/" + SUMS, sums());
    }

    String sums() {
      return sums.toString();
    }

    void put(String path, String content) {
      try {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String text(String path) {
      return new String(browser.bytes(address(path)), UTF_8);
    }

    HttpResponse<byte[]> get(String path) {
      return browser.get(address(path));
    }

    private String address(String path) {
      return server.edgeUrls().get("north") + "/" + path;
    }

    @Override
    public void close() {
      server.close();
      upstream.close();
      browser.close();
    }
  }
}
