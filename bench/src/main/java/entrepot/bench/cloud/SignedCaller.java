package entrepot.bench.cloud;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** A client that signs as all do and reads nothing: its own work is not in what is measured. */
final class SignedCaller {
  private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length");

  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  SignedCaller(URI endpoint) {
    this.endpoint = URI.create(endpoint + "/");
  }

  /** An answer, and what it took from the first byte sent to the last one read. */
  record Told(String body, double milliseconds) {}

  /** Calls DescribeInstances with these parameters. */
  Told describe(Map<String, String> parameters) throws IOException, InterruptedException {
    HttpRequest request = signed(form(parameters));
    long start = System.nanoTime();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    double took = (System.nanoTime() - start) / 1e6;
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() != 200) {
      throw new IOException("%s: %d %s".formatted(parameters, answer.statusCode(), body));
    }
    return new Told(body, took);
  }

  private static String form(Map<String, String> parameters) {
    return "Action=DescribeInstances&Version=2016-11-15"
        + parameters.entrySet().stream()
            .map(each ->
                "&"
                    + each.getKey()
                    + "="
                    + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining());
  }

  private HttpRequest signed(String form) {
    byte[] body = form.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .build();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    AwsV4HttpSigner.create()
        .sign(sign ->
            sign.identity(
                    AwsCredentialsIdentity.create(
                        CloudServer.ACCESS.id(), CloudServer.ACCESS.secret()))
                .request(plain)
                .payload(() -> new ByteArrayInputStream(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ec2")
                .putProperty(AwsV4HttpSigner.REGION_NAME, CloudServer.REGION))
        .request()
        .headers()
        .forEach((name, values) -> {
          if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }
}
