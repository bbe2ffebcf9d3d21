package entrepot.app.quickstart.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.store.s3.Bucket;
import entrepot.store.s3.S3Clients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class SampleBucketTest {
  @TempDir private Path temporary = Path.of("");
  private Optional<SampleBucket> started = Optional.empty();
  private final HttpClient browser = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    started = Optional.of(SampleBucket.start(temporary.resolve("bucket"), "127.0.0.1"));
  }

  @AfterEach
  void stop() {
    browser.close();
    bucket().close();
  }

  private SampleBucket bucket() {
    return started.orElseThrow();
  }

  private S3Client client(String secret) throws IOException {
    Bucket at = new Bucket(SampleBucket.NAME, "", "local", Optional.of(bucket().endpoint()));
    String access = Files.readString(bucket().accessKey()).strip();
    return S3Clients.open(
        at, StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret)));
  }

  private void put(S3Client client, String key, String content) {
    client.putObject(
        request -> request.bucket(SampleBucket.NAME).key(key).contentType("text/html"),
        RequestBody.fromString(content));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = bucket().endpoint().resolve("/" + SampleBucket.NAME + "/" + path);
    return browser.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void anybodyReadsAndAFolderHasAPage() throws Exception {
    try (S3Client client = client(Files.readString(bucket().secretKey()).strip())) {
      put(client, "simple/a~b/", "the page");
      put(client, "simple/a~b/a+b c.whl", "the wheel");

      assertThat(get("simple/a~b/").body()).isEqualTo("the page");
      assertThat(get("simple/a~b/").headers().firstValue("content-type")).contains("text/html");
      assertThat(get("simple/a~b/a%2Bb%20c.whl").body()).isEqualTo("the wheel");
      assertThat(get("nothing").statusCode()).isEqualTo(404);
      assertThat(client.listObjectsV2(r -> r.bucket(SampleBucket.NAME)).contents())
          .extracting(S3Object::key)
          .containsExactlyInAnyOrder("simple/a~b/", "simple/a~b/a+b c.whl");

      client.deleteObject(r -> r.bucket(SampleBucket.NAME).key("simple/a~b/"));
      assertThat(get("simple/a~b/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void nobodyWritesWithoutItsKey() throws Exception {
    try (S3Client stranger = client("a guess")) {
      assertThatThrownBy(() -> put(stranger, "a", "b"))
          .isInstanceOfSatisfying(
              S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(403));
    }
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(bucket().endpoint().resolve("/" + SampleBucket.NAME + "/a"))
                .PUT(HttpRequest.BodyPublishers.ofString("b"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(403);
  }
}
