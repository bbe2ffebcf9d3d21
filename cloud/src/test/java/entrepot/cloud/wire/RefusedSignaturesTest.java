package entrepot.cloud.wire;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.ebs.DirectSnapshots;
import entrepot.cloud.ebs.EbsEndpoint;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.record.Kind;
import entrepot.cloud.volume.NoMachines;
import entrepot.cloud.volume.TestingStorage;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;
import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;

/**
 * A request that is signed with another key, for another body or too long ago is refused, and does
 * nothing: at both APIs of a region, signed in a header or in the query.
 */
class RefusedSignaturesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration VALID = Duration.ofMinutes(15);
  private static final String OTHER_SECRET = "not-" + TestingEndpoint.SECRET;

  @TempDir Path folder;
  private final AtomicInteger reboots = new AtomicInteger();
  private Instant now = NOW;
  private TestingStorage storage;

  /** What can be asked: a reboot, and a snapshot by the EBS direct API. */
  private enum Api {
    EC2("http://localhost/", "ec2", "Action=RebootInstances", "Action=RebootInstances&DryRun=true"),
    EBS("http://localhost/snapshots", "ebs", "{\"VolumeSize\":1}", "{\"VolumeSize\":2}");

    private final URI uri;
    private final String service;
    private final String body;
    private final String changed;

    Api(String uri, String service, String body, String changed) {
      this.uri = URI.create(uri);
      this.service = service;
      this.body = body;
      this.changed = changed;
    }
  }

  private final class RebootInstances
      implements Action<RebootInstancesRequest, RebootInstancesResponse> {
    @Override
    public Class<RebootInstancesRequest> request() {
      return RebootInstancesRequest.class;
    }

    @Override
    public RebootInstancesResponse run(RebootInstancesRequest request, Call call) {
      reboots.incrementAndGet();
      return RebootInstancesResponse.builder().build();
    }
  }

  @BeforeEach
  void open() {
    storage = new TestingStorage(folder, () -> now, new NoMachines());
  }

  @AfterEach
  void close() throws Exception {
    storage.close();
  }

  @ParameterizedTest
  @EnumSource(AuthLocation.class)
  void aRequestIsAnsweredWithinItsTimeAndRefusedAfterIt(AuthLocation where) {
    for (Api api : Api.values()) {
      Request request = signed(api, where, TestingEndpoint.SECRET);
      now = NOW.plus(VALID);
      Answer answered = answer(api, request);
      assertThat(answered.status()).as(text(answered)).isBetween(200, 299);
      int done = done();

      now = NOW.plus(VALID).plusSeconds(1);
      refused(api, request, "RequestExpired");
      assertThat(done()).isEqualTo(done).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(AuthLocation.class)
  void anotherKeyOrBodyIsRefused(AuthLocation where) {
    for (Api api : Api.values()) {
      refused(api, signed(api, where, OTHER_SECRET), "SignatureDoesNotMatch");

      Request good = signed(api, where, TestingEndpoint.SECRET);
      byte[] changed = api.changed.getBytes(StandardCharsets.UTF_8);
      refused(
          api,
          new Request("POST", good.target(), good.headers(), changed, "test"),
          "SignatureDoesNotMatch");
      refused(
          api,
          new Request(
              "POST",
              good.target() + (good.target().contains("?") ? "&" : "?") + "more=1",
              good.headers(),
              good.body(),
              "test"),
          "SignatureDoesNotMatch");
    }
    assertThat(done()).isZero();
  }

  private void refused(Api api, Request request, String code) {
    Answer answer = answer(api, request);
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(text(answer)).contains(code);
  }

  private static String text(Answer answer) {
    return answer.headers() + new String(((Answer.Whole) answer).body(), StandardCharsets.UTF_8);
  }

  private Answer answer(Api api, Request request) {
    TestingStorage.One north = storage.north();
    Handler endpoint =
        switch (api) {
          case EC2 ->
              new Ec2Endpoint(
                  north.region(), List.of(new RebootInstances()), TestingEndpoint.ACCOUNTS);
          case EBS ->
              new EbsEndpoint(
                  new DirectSnapshots(north.region(), north.storage(), north.snapshots()),
                  TestingEndpoint.ACCOUNTS);
        };
    return endpoint.handle(request);
  }

  /** What requests have brought about. */
  private int done() {
    return reboots.get() + storage.north().region().book().all(Kind.SNAPSHOT).size();
  }

  private static Request signed(Api api, AuthLocation where, String secret) {
    byte[] body = api.body.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(api.uri)
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(sign -> {
              sign.identity(AwsCredentialsIdentity.create(TestingEndpoint.KEY, secret))
                  .request(request)
                  .payload(() -> new ByteArrayInputStream(body))
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, api.service)
                  .putProperty(AwsV4HttpSigner.REGION_NAME, "lab-1")
                  .putProperty(AwsV4HttpSigner.AUTH_LOCATION, where)
                  .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
              if (where == AuthLocation.QUERY_STRING) {
                sign.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, VALID);
              }
            })
            .request();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    signed.headers().forEach(headers::add);
    String query = signed.encodedQueryParameters().map(text -> "?" + text).orElse("");
    return new Request("POST", api.uri.getRawPath() + query, headers, body, "test");
  }
}
