package entrepot.app.quickstart.pypi;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleIndexTest {
  @TempDir private Path temporary = Path.of("");

  private final List<String> told = new ArrayList<>();

  private SampleIndex start() {
    return SampleIndex.start(temporary.resolve("pypi"), told::add);
  }

  private static HttpResponse<byte[]> get(URI address, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static String text(URI address) throws IOException, InterruptedException {
    return new String(get(address).body(), StandardCharsets.UTF_8);
  }

  @Test
  void listsWheelsWithTheirMetadata() throws Exception {
    try (SampleIndex index = start()) {
      assertThat(text(index.url())).contains("entrepot-greeting", "entrepot-hello");
      HttpResponse<byte[]> page = get(index.url().resolve("entrepot-hello/"));
      assertThat(page.headers().firstValue("content-type"))
          .contains("application/vnd.pypi.simple.v1+json");
      String file = "entrepot_hello-1.0-py3-none-any.whl";
      byte[] wheel = get(index.url().resolve("../files/" + file)).body();
      byte[] metadata = get(index.url().resolve("../files/" + file + ".metadata")).body();
      assertThat(new String(metadata, StandardCharsets.UTF_8))
          .contains("Name: entrepot-hello\n", "Requires-Dist: entrepot-greeting>=1\n");
      assertThat(new String(page.body(), StandardCharsets.UTF_8))
          .contains("../../files/" + file)
          .contains(Digest.sha256Of(wheel).hex(), Digest.sha256Of(metadata).hex());
    }
  }

  @Test
  void saysWhetherAPageChanged() throws Exception {
    try (SampleIndex index = start()) {
      URI page = index.url().resolve("entrepot-hello/");
      String tag = get(page).headers().firstValue("etag").orElseThrow();
      assertThat(get(page, "If-None-Match", tag).statusCode()).isEqualTo(304);

      WheelSpec next = new WheelSpec("entrepot_hello", "1.1", "More", List.of(), "");
      Files.write(index.files().resolve(next.filename()), next.bytes());
      assertThat(get(page, "If-None-Match", tag).statusCode()).isEqualTo(200);
      assertThat(text(page)).contains("entrepot_hello-1.1-py3-none-any.whl");

      Files.delete(index.files().resolve(next.filename()));
      assertThat(get(page, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }
  }

  @Test
  void leavesOutWhatIsNoWheelAndTells() throws Exception {
    try (SampleIndex index = start()) {
      Files.writeString(index.files().resolve("half-1.0-py3-none-any.whl"), "not all of it");
      Files.writeString(index.files().resolve("notes.txt"), "mine");
      assertThat(text(index.url())).doesNotContain("half", "notes");
      assertThat(told).hasSize(2);
      assertThat(get(index.url().resolve("../files/notes.txt")).statusCode()).isEqualTo(404);
      assertThat(get(index.url().resolve("../files/%2e%2e/x")).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void makesTheSameWheelsEachTime() {
    WheelSpec wheel = new WheelSpec("a", "1", "b", List.of(), "c");
    assertThat(wheel.bytes()).isEqualTo(wheel.bytes());
  }
}
