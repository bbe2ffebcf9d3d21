package entrepot.app.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.quickstart.rpm.RpmKey;
import entrepot.app.quickstart.rpm.RpmPackageSpec;
import entrepot.app.quickstart.rpm.RpmRepository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleUpstreamTest {
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir private Path temporary = Path.of("");

  private final StringWriter told = new StringWriter();

  private SampleUpstream start() {
    // Hidden, as the quickstart's own folder is.
    return SampleUpstream.start(
        temporary.resolve(".quickstart"), CLOCK, new Story(new PrintWriter(told)));
  }

  @Test
  void servesASignedRepositoryAndNotItsKey() throws Exception {
    try (SampleUpstream sample = start()) {
      assertThat(get(sample, "repodata/repomd.xml")).contains("<data type=\"primary\">");
      assertThat(get(sample, "repodata/repomd.xml.asc")).contains("BEGIN PGP SIGNATURE");
      assertThat(get(sample, "../signing.key")).doesNotContain("PRIVATE");
      assertThat(get(sample, "signing.key")).doesNotContain("PRIVATE");
      assertThat(sample.keyring()).isNotEmptyFile();
    }
  }

  @Test
  void publishesWhatIsPutThereWhenItIsNextAsked() throws Exception {
    Path another =
        new RpmRepository(
                temporary.resolve("elsewhere"), RpmKey.create("Me <me@example.org>", Instant.now()))
            .add(RpmPackageSpec.of("mine", "1"))
            .file();
    try (SampleUpstream sample = start()) {
      String before = get(sample, "repodata/repomd.xml");
      assertThat(get(sample, "repodata/repomd.xml")).isEqualTo(before);
      Files.copy(another, sample.packages().resolve("mine.rpm"));
      assertThat(get(sample, "repodata/repomd.xml")).isNotEqualTo(before);
    }
  }

  @Test
  void keepsWhatItPublishedWhileAPackageIsIncomplete() throws Exception {
    try (SampleUpstream sample = start()) {
      String before = get(sample, "repodata/repomd.xml");
      Files.writeString(sample.packages().resolve("half.rpm"), "not all of it");
      assertThat(get(sample, "repodata/repomd.xml")).isEqualTo(before);
      assertThat(told.toString()).contains("half.rpm");
    }
  }

  @Test
  void isTheSameRepositoryWhenStartedAgain() throws Exception {
    String first;
    try (SampleUpstream sample = start()) {
      first = get(sample, "repodata/repomd.xml");
    }
    try (SampleUpstream sample = start()) {
      assertThat(get(sample, "repodata/repomd.xml")).isEqualTo(first);
    }
  }

  private static String get(SampleUpstream sample, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(sample.url() + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
