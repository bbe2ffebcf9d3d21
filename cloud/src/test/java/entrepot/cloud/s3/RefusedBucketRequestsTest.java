package entrepot.cloud.s3;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.s3.SignedRequest.Ask;
import entrepot.cloud.wire.Account;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;

/**
 * A request to a region's buckets that is signed with another key, for another body or too long ago
 * is refused with S3's error, and changes nothing: signed by the AWS SDK's signer, sent over HTTP.
 */
class RefusedBucketRequestsTest {
  private static final String ONE = "AKIAONE";
  private static final String TWO = "AKIATWO";
  private static final Map<String, Account> KEYS =
      Map.of(
          ONE, new Account("000000000001", "secret-one"),
          TWO, new Account("000000000002", "secret-two"));
  private static final Duration VALID = Duration.ofMinutes(15);
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** One of each way to read and to change something; the object and the bucket are there. */
  private static final List<Ask> ALL =
      List.of(
          new Ask("GET", "/mine/there", ""),
          new Ask("HEAD", "/mine/there", ""),
          new Ask("GET", "/mine?list-type=2", ""),
          new Ask("GET", "/", ""),
          new Ask("PUT", "/mine/there", "other"),
          new Ask("PUT", "/mine/new", "new"),
          new Ask("PUT", "/other", ""),
          new Ask("POST", "/mine/many?uploads", ""),
          new Ask("DELETE", "/mine/there", ""));

  @TempDir Path folder;
  private RegionBuckets buckets;
  private Map<String, String> before;

  @BeforeEach
  void serve() throws IOException {
    buckets = RegionBuckets.serve(folder.resolve("s3"), KEYS, "127.0.0.1", 0);
    for (Ask ask : List.of(new Ask("PUT", "/mine", ""), new Ask("PUT", "/mine/there", "there"))) {
      assertThat(one(Instant.now()).header(ask).send().statusCode()).isEqualTo(200);
    }
    before = content();
    assertThat(before).containsEntry("accounts/000000000001/mine/there", "there");
  }

  @AfterEach
  void stop() {
    buckets.close();
  }

  @ParameterizedTest
  @EnumSource(AuthLocation.class)
  void anotherSecretIsRefused(AuthLocation where) throws IOException {
    Ask get = new Ask("GET", "/mine/there", "");
    assertThat(one(Instant.now()).signed(get, where, HOUR).send().body()).isEqualTo("there");
    for (Ask ask : ALL) {
      refused(
          signer(ONE, "secret-two", Instant.now()).signed(ask, where, HOUR),
          403,
          "SignatureDoesNotMatch");
    }
  }

  @ParameterizedTest
  @EnumSource(AuthLocation.class)
  void aKeyThatNobodyHasIsRefused(AuthLocation where) throws IOException {
    for (Ask ask : ALL) {
      refused(
          signer("AKIATHREE", "secret-one", Instant.now()).signed(ask, where, HOUR),
          403,
          "InvalidAccessKeyId");
    }
  }

  @Test
  void aBodyThatIsNotTheSignedOneIsRefused() throws IOException {
    SignedRequest put = one(Instant.now()).header(new Ask("PUT", "/mine/there", "other"));
    refused(put.withBody("changed"), 400, "XAmzContentSHA256Mismatch");
    refused(
        put.withBody("changed").with("x-amz-content-sha256", SignedRequest.sha256("changed")),
        403,
        "SignatureDoesNotMatch");
    refused(
        put.withBody("changed").with("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
        403,
        "SignatureDoesNotMatch");
    assertThat(put.send().statusCode()).isEqualTo(200);
  }

  @Test
  void aChunkThatIsNotTheSignedOneIsRefused() throws IOException {
    SignedRequest put = one(Instant.now()).chunked(new Ask("PUT", "/mine/there", "in chunks"));
    refused(
        put.withBody(put.body().replace("in chunks", "in lumps ")), 403, "SignatureDoesNotMatch");
    assertThat(put.send().statusCode()).isEqualTo(200);
    assertThat(content()).containsEntry("accounts/000000000001/mine/there", "in chunks");
  }

  @ParameterizedTest
  @EnumSource(AuthLocation.class)
  void anotherPathOrQueryThanTheSignedOneIsRefused(AuthLocation where) throws IOException {
    SignedRequest put = one(Instant.now()).signed(new Ask("PUT", "/mine/new", "x"), where, HOUR);
    refused(put.to(put.target().replace("/mine/new", "/mine/there")), 403, "SignatureDoesNotMatch");
    SignedRequest get = one(Instant.now()).signed(new Ask("GET", "/mine/there", ""), where, HOUR);
    refused(
        get.to(get.target() + (get.target().contains("?") ? "&" : "?") + "acl"),
        403,
        "SignatureDoesNotMatch");
  }

  @Test
  void aRequestIsRefusedFifteenMinutesBeforeAndAfterItWasSigned() throws IOException {
    Instant now = Instant.now();
    for (Ask ask : ALL) {
      refused(one(now.minus(VALID).minus(MARGIN)).header(ask), 403, "RequestTimeTooSkewed");
      refused(one(now.plus(VALID).plus(MARGIN)).header(ask), 403, "RequestTimeTooSkewed");
    }
    Ask get = new Ask("GET", "/mine/there", "");
    for (Instant near : List.of(now.minus(VALID).plus(MARGIN), now.plus(VALID).minus(MARGIN))) {
      assertThat(one(near).header(get).send().body()).isEqualTo("there");
    }
  }

  @Test
  void aRequestThatIsSentAgainLaterCannotBeMadeYounger() throws IOException {
    Instant now = Instant.now();
    SignedRequest old =
        one(now.minus(VALID).minus(MARGIN)).header(new Ask("PUT", "/mine/new", "again"));
    refused(old.with("x-amz-date", SignedRequest.time(now)), 403, "SignatureDoesNotMatch");
    refused(old.with("date", SignedRequest.time(now)), 403, "RequestTimeTooSkewed");
    refused(old.without("x-amz-date"), 403, "AccessDenied");
    refused(
        old.without("x-amz-date").with("date", SignedRequest.time(now)),
        403,
        "SignatureDoesNotMatch");
  }

  @Test
  void aPresignedRequestIsRefusedOnceItHasExpired() throws IOException {
    Instant signed = Instant.now().minus(HOUR);
    for (Ask ask : ALL) {
      refused(one(signed).presigned(ask, HOUR.minus(MARGIN)), 403, "AccessDenied");
    }
    Ask get = new Ask("GET", "/mine/there", "");
    assertThat(one(signed).presigned(get, HOUR.plus(MARGIN)).send().body()).isEqualTo("there");

    SignedRequest expired = one(signed).presigned(get, HOUR.minus(MARGIN));
    refused(expired.with("x-amz-date", SignedRequest.time(Instant.now())), 403, "AccessDenied");
    refused(
        expired.to(expired.target().replaceFirst("X-Amz-Expires=\\d+", "X-Amz-Expires=36000")),
        403,
        "SignatureDoesNotMatch");
    refused(
        expired.to(
            expired
                .target()
                .replaceFirst(
                    "X-Amz-Date=[^&]+", "X-Amz-Date=" + SignedRequest.time(Instant.now()))),
        403,
        "SignatureDoesNotMatch");
  }

  @ParameterizedTest
  @EnumSource(AuthLocation.class)
  void aHeaderThatSteersAndIsNotSignedIsRefused(AuthLocation where) throws IOException {
    SignedRequest put = one(Instant.now()).signed(new Ask("PUT", "/mine/new", ""), where, HOUR);
    for (String header : List.of("x-amz-copy-source", "X-Amz-Copy-Source")) {
      refused(put.with(header, "/mine/there"), 403, "AccessDenied");
    }
    refused(put.with("x-amz-meta-by", "another"), 403, "AccessDenied");
    String both =
        put.target() + (put.target().contains("?") ? "&" : "?") + "X-Amz-SignedHeaders=x-amz-acl";
    refused(put.to(both).with("x-amz-acl", "public-read"), 403, "AccessDenied");
    assertThat(put.send().statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(AuthLocation.class)
  void anotherAccountsKeyFindsNoBucket(AuthLocation where) throws IOException {
    SignedRequest.Signer two = signer(TWO, "secret-two", Instant.now());
    for (Ask ask :
        List.of(
            new Ask("GET", "/mine/there", ""),
            new Ask("HEAD", "/mine/there", ""),
            new Ask("GET", "/mine?list-type=2", ""),
            new Ask("GET", "/mine?acl", ""),
            new Ask("PUT", "/mine/there", "of two"),
            new Ask("POST", "/mine/many?uploads", ""),
            new Ask("DELETE", "/mine", ""))) {
      refused(two.signed(ask, where, HOUR), 404, "NoSuchBucket");
    }
    two.signed(new Ask("DELETE", "/mine/there", ""), where, HOUR).send();
    assertThat(content()).isEqualTo(before);
    assertThat(two.signed(new Ask("GET", "/", ""), where, HOUR).send().body())
        .doesNotContain("mine");
  }

  private SignedRequest.Signer one(Instant at) {
    return signer(ONE, "secret-one", at);
  }

  private SignedRequest.Signer signer(String key, String secret, Instant at) {
    return new SignedRequest.Signer(buckets.endpoint(), key, secret, at);
  }

  private void refused(SignedRequest request, int status, String code) throws IOException {
    HttpResponse<String> answer = request.send();
    assertThat(answer.statusCode()).as("%s: %s", request, answer.body()).isEqualTo(status);
    // What answers HEAD has no body.
    if (!request.method().equals("HEAD")) {
      assertThat(answer.body()).as("%s", request).contains("<Code>" + code + "</Code>");
    }
    assertThat(content()).as("%s", request).isEqualTo(before);
  }

  /** All files and folders, with what is in them. */
  private Map<String, String> content() throws IOException {
    Path root = folder.resolve("s3");
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.toList()) {
        content.put(
            root.relativize(each).toString(),
            Files.isDirectory(each) ? "folder" : Files.readString(each));
      }
    }
    return content;
  }
}
