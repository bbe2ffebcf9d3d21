package entrepot.cloud.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.kit.listen.Request;
import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class SignaturesTest {
  private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
  private static final String BODY =
      "Action=DescribeInstances&Filter.1.Value.1=a%20b%2Bc%C3%BC&Version=x";

  /** Of AWS's published test suite of the signing process. */
  private static final String KEY = "AKIDEXAMPLE";

  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final Accounts ACCOUNTS =
      new Accounts(Map.of(KEY, new Account("123456789012", SECRET)));

  @ParameterizedTest
  @CsvSource({
    "GET, /, '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "POST, /, '', 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    "GET, /?Param2=value2&Param1=value1, '',"
        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  })
  void acceptsWhatTheTestSuiteOfAwsHasSigned(
      String method, String target, String body, String signature) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Host", "example.amazonaws.com")
            .add("X-Amz-Date", "20150830T123600Z")
            .add(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                    + " SignedHeaders=host;x-amz-date, Signature="
                    + signature);
    Request request = new Request(method, target, headers, bytes(body), "test");
    assertThat(at(NOW).signer(request).id()).isEqualTo("123456789012");
  }

  @Test
  void acceptsWhatTheSdkSignsInHeadersAndForASharedUrl() {
    assertThat(at(NOW).signer(signed(AuthLocation.HEADER, SECRET)).id()).isEqualTo("123456789012");
    Request presigned = signed(AuthLocation.QUERY_STRING, SECRET);
    assertThat(presigned.target()).contains("X-Amz-Expires=3600");
    assertThat(at(NOW.plusSeconds(3599)).signer(presigned).id()).isEqualTo("123456789012");
  }

  @Test
  void refusesAChangedBodyQueryHeaderAndMethod() {
    Request good = signed(AuthLocation.HEADER, SECRET);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(good.headers());
    headers.set("Host", "elsewhere");
    for (Request bad :
        new Request[] {
          new Request("POST", good.target(), good.headers(), bytes(BODY + "1"), "test"),
          new Request("POST", "/?Action=x", good.headers(), good.body(), "test"),
          new Request("POST", good.target(), headers, good.body(), "test"),
          new Request("GET", good.target(), good.headers(), good.body(), "test"),
          signed(AuthLocation.HEADER, SECRET + "x"),
        }) {
      refused(at(NOW), bad, "SignatureDoesNotMatch");
    }
  }

  @Test
  void aPutMayLeaveItsBodyToTheChecksumThatItSigns() {
    Request put = unsigned(SdkHttpMethod.PUT, "x-amz-Checksum");
    assertThat(put.header("x-amz-content-sha256")).contains("UNSIGNED-PAYLOAD");
    assertThat(at(NOW).signer(put).id()).isEqualTo("123456789012");

    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(put.headers());
    headers.set("x-amz-Checksum", "another");
    refused(
        at(NOW),
        new Request("PUT", put.target(), headers, put.body(), "test"),
        "SignatureDoesNotMatch");
    refused(at(NOW), unsigned(SdkHttpMethod.PUT, "x-odd"), "SignatureDoesNotMatch");
    refused(at(NOW), unsigned(SdkHttpMethod.POST, "x-amz-Checksum"), "SignatureDoesNotMatch");
    assertThatThrownBy(() -> at(NOW).signer(put, Parameters.ofQuery(put)))
        .isInstanceOf(Ec2Failure.class);
  }

  @Test
  void refusesReplaysAfterFifteenMinutesAndWhatIsSignedInTheFuture() {
    Request request = signed(AuthLocation.HEADER, SECRET);
    assertThat(at(NOW.plus(Duration.ofMinutes(15))).signer(request)).isNotNull();
    refused(at(NOW.plus(Duration.ofMinutes(15)).plusSeconds(1)), request, "RequestExpired");
    refused(at(NOW.minus(Duration.ofMinutes(16))), request, "RequestTimeTooSkewed");

    Request presigned = signed(AuthLocation.QUERY_STRING, SECRET);
    refused(at(NOW.plusSeconds(3601)), presigned, "RequestExpired");
    Request longer =
        new Request(
            presigned.method(),
            presigned.target().replace("X-Amz-Expires=3600", "X-Amz-Expires=7200"),
            presigned.headers(),
            presigned.body(),
            "test");
    refused(at(NOW), longer, "SignatureDoesNotMatch");
  }

  @Test
  void refusesKeysThatItDoesNotKnow() {
    Signatures none = new Signatures(new Accounts(Map.of()), InstantSource.fixed(NOW));
    refused(none, signed(AuthLocation.HEADER, SECRET), "AuthFailure");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/ec2/aws4_request",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150831/r/ec2/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=00",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/r/ec2/aws4_request,"
            + " SignedHeaders=x-amz-date, Signature=00",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/r/ec2/aws4_request,"
            + " SignedHeaders=host, Signature=00",
      })
  void refusesSignaturesThatAreNotWhole(String authorization) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Host", "x")
            .add("X-Amz-Date", "20150830T123600Z")
            .add("Authorization", authorization);
    refused(at(NOW), new Request("POST", "/", headers, bytes(""), "test"), "IncompleteSignature");
  }

  @Test
  void aSecretIsShownNowhere() {
    assertThat(ACCOUNTS.of(KEY).orElseThrow().toString()).doesNotContain(SECRET);
  }

  private static Signatures at(Instant time) {
    return new Signatures(ACCOUNTS, InstantSource.fixed(time));
  }

  private static void refused(Signatures signatures, Request request, String code) {
    assertThatThrownBy(() -> signatures.signer(request))
        .isInstanceOfSatisfying(Ec2Failure.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Request signed(AuthLocation where, String secret) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create("http://127.0.0.1:1234/?a=b%20c&A=%7E%2F"))
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .putHeader("X-Odd", "  two   words ")
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(sign -> {
              sign.identity(AwsCredentialsIdentity.create(KEY, secret))
                  .request(request)
                  .payload(() -> new ByteArrayInputStream(bytes(BODY)))
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ec2")
                  .putProperty(AwsV4HttpSigner.REGION_NAME, "anywhere-1")
                  .putProperty(AwsV4HttpSigner.AUTH_LOCATION, where)
                  .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
              if (where == AuthLocation.QUERY_STRING) {
                sign.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofHours(1));
              }
            })
            .request();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    signed.headers().forEach(headers::add);
    String query = signed.encodedQueryParameters().orElse("");
    return new Request("POST", "/?" + query, headers, bytes(BODY), "test");
  }

  /** By HTTPS the SDK leaves the body of such a request out of its signature. */
  private static Request unsigned(SdkHttpMethod method, String header) {
    var signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(AwsCredentialsIdentity.create(KEY, SECRET))
                    .request(
                        SdkHttpRequest.builder()
                            .method(method)
                            .uri(URI.create("https://127.0.0.1:1234/snapshots/snap-1/blocks/0"))
                            .putHeader(header, "sum")
                            .build())
                    .payload(() -> new ByteArrayInputStream(bytes(BODY)))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ebs")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "anywhere-1")
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
            .request();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    signed.headers().forEach(headers::add);
    return new Request(method.name(), signed.encodedPath(), headers, bytes(BODY), "test");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
