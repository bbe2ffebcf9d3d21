package entrepot.cloud.wire;

import entrepot.kit.listen.Request;
import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests with a good signature and whatever body. */
public final class SignedRequest {
  private SignedRequest() {}

  /** A POST to the root by the first account of {@link TestingEndpoint}. */
  public static Request post(String form) {
    return post(TestingEndpoint.KEY, form);
  }

  /** The same with that key, and the first account's secret. */
  public static Request post(String key, String form) {
    byte[] body = form.getBytes(StandardCharsets.ISO_8859_1);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create("http://localhost/"))
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .build();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    AwsV4HttpSigner.create()
        .sign(sign ->
            sign.identity(AwsCredentialsIdentity.create(key, TestingEndpoint.SECRET))
                .request(request)
                .payload(() -> new ByteArrayInputStream(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ec2")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "lab-1"))
        .request()
        .headers()
        .forEach(headers::add);
    return new Request("POST", "/", headers, body, "test");
  }
}
