package entrepot.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Fetches what a server answers, whole. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  HttpResponse<byte[]> get(String address) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it read " + address, e);
    }
  }

  /** The bytes of a file that is served; another status than 200 is an error. */
  byte[] bytes(String address) {
    HttpResponse<byte[]> answer = get(address);
    if (answer.statusCode() != 200) {
      throw new AssertionError("%s: %d %s".formatted(address, answer.statusCode(), text(answer)));
    }
    return answer.body();
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
