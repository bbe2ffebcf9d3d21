package entrepot.cloud.s3;

import entrepot.kit.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A request that the AWS SDK's signer signed, and that can be changed before it is sent.
 *
 * @param target path and query
 */
record SignedRequest(
    URI endpoint, String method, String target, Map<String, String> headers, String body) {
  /** Those that the HTTP client writes itself. */
  private static final Set<String> CLIENTS_OWN = Set.of("host", "content-length");

  /** What is wanted of the buckets. */
  record Ask(String method, String target, String body) {}

  /** A key, and when it signs. */
  record Signer(URI endpoint, String key, String secret, Instant at) {
    SignedRequest signed(Ask ask, AuthLocation where, Duration expires) {
      return where == AuthLocation.HEADER ? header(ask) : presigned(ask, expires);
    }

    /** Signed in a header, with the body's digest. */
    SignedRequest header(Ask ask) {
      return signed(ask, AuthLocation.HEADER, Duration.ZERO, false);
    }

    /** Signed in a header, and each chunk of the body by itself. */
    SignedRequest chunked(Ask ask) {
      return signed(ask, AuthLocation.HEADER, Duration.ZERO, true);
    }

    /** Signed in the query, for whatever body. */
    SignedRequest presigned(Ask ask, Duration expires) {
      return signed(ask, AuthLocation.QUERY_STRING, expires, false);
    }

    private SignedRequest signed(Ask ask, AuthLocation where, Duration expires, boolean chunked) {
      byte[] body = ask.body().getBytes(StandardCharsets.UTF_8);
      SdkHttpRequest.Builder request =
          SdkHttpRequest.builder()
              .method(SdkHttpMethod.fromValue(ask.method()))
              // The signer leaves the digest of a body out only where it believes in TLS.
              .uri(URI.create(endpoint.toString().replace("http:", "https:") + ask.target()));
      if (chunked) {
        request.putHeader("Content-Length", Integer.toString(body.length));
      }
      var signed =
          AwsV4HttpSigner.create()
              .sign(sign -> {
                sign.identity(AwsCredentialsIdentity.create(key, secret))
                    .request(request.build())
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "lab-1")
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4HttpSigner.AUTH_LOCATION, where)
                    .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, chunked)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC));
                if (where == AuthLocation.QUERY_STRING) {
                  sign.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, expires)
                      .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false);
                }
              });
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      signed.request().headers().forEach((name, values) -> headers.put(name, values.getFirst()));
      return new SignedRequest(
          endpoint,
          ask.method(),
          signed.request().encodedPath()
              + signed.request().encodedQueryParameters().map(text -> "?" + text).orElse(""),
          headers,
          signed.payload().map(Signer::text).orElse(""));
    }

    private static String text(ContentStreamProvider payload) {
      try (InputStream content = payload.newStream()) {
        return new String(content.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  SignedRequest {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = copy;
  }

  SignedRequest to(String target) {
    return new SignedRequest(endpoint, method, target, headers, body);
  }

  SignedRequest withBody(String body) {
    return new SignedRequest(endpoint, method, target, headers, body);
  }

  SignedRequest with(String header, String value) {
    SignedRequest changed = new SignedRequest(endpoint, method, target, headers, body);
    changed.headers.put(header, value);
    return changed;
  }

  SignedRequest without(String header) {
    SignedRequest changed = new SignedRequest(endpoint, method, target, headers, body);
    changed.headers.remove(header);
    return changed;
  }

  /** Its answer. */
  HttpResponse<String> send() throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint + target))
            .timeout(Duration.ofMinutes(1))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach((name, value) -> {
      if (!CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
        request.setHeader(name, value);
      }
    });
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static String sha256(String body) {
    return Digest.sha256Of(body.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** As signatures have it. */
  static String time(Instant at) {
    return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(at);
  }
}
