package entrepot.kit.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** The head of an answer, with its body still on the wire. Closing gives the connection back. */
final class Answer implements AutoCloseable {
  private final URI at;
  private final HttpGet request;
  private final ClassicHttpResponse response;
  private final Runnable released;
  private boolean whole;

  Answer(URI at, HttpGet request, ClassicHttpResponse response, Runnable released) {
    this.at = at;
    this.request = request;
    this.response = response;
    this.released = released;
  }

  int status() {
    return response.getCode();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** Without user and password. */
  Fetched.Head head() {
    Map<String, String> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      if (header.getValue() != null) {
        headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
      }
    }
    return new Fetched.Head(Origin.withoutCredentials(at), headers);
  }

  Validators validators() {
    return new Validators(header("ETag"), header("Last-Modified"));
  }

  /** The body's length, or {@link Fetch#UNKNOWN}. */
  long length() {
    HttpEntity entity = response.getEntity();
    return entity == null ? 0 : Math.max(entity.getContentLength(), Fetch.UNKNOWN);
  }

  InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  /** The body was read to its end: the connection can serve again. */
  void readWhole() {
    whole = true;
  }

  @Override
  public void close() {
    try {
      if (!whole) {
        // Closing alone would read the rest of the body, however long.
        request.cancel();
      }
      response.close();
    } catch (IOException e) {
      // The connection is gone either way.
    } finally {
      released.run();
    }
  }
}
