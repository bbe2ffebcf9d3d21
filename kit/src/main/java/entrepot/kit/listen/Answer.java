package entrepot.kit.listen;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a {@link Handler} says to a request. */
public sealed interface Answer {
  /** The HTTP status code. */
  int status();

  /** The header lines, but for Content-Length and Date. */
  Map<String, String> headers();

  /** An answer that is there as a whole. */
  @SuppressWarnings("ArrayRecordComponent") // written once, straight to the client
  record Whole(int status, Map<String, String> headers, byte[] body) implements Answer {
    public Whole {
      headers = Map.copyOf(headers);
    }
  }

  /** An answer that comes piece by piece, such as the progress of a run. */
  record Streamed(int status, Map<String, String> headers, Body body) implements Answer {
    public Streamed {
      headers = Map.copyOf(headers);
    }
  }

  /** Writes an answer's body. */
  @FunctionalInterface
  interface Body {
    /**
     * Writes all of it; each write waits until the client has room, and throws when it is gone.
     * What this throws cuts the connection, so that the client sees no proper end.
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Plain text. */
  static Answer text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  /** JSON, already written. */
  static Answer json(int status, String json) {
    return of(status, "application/json", json);
  }

  /** Text of some media type. */
  static Answer of(int status, String mediaType, String text) {
    return new Whole(
        status, Map.of("Content-Type", mediaType), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Pieces of some media type. */
  static Answer streamed(String mediaType, Body body) {
    return new Streamed(200, Map.of("Content-Type", mediaType), body);
  }

  /** The same answer with one more header line. */
  default Answer with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers());
    all.put(name, value);
    return switch (this) {
      case Whole whole -> new Whole(whole.status(), all, whole.body());
      case Streamed streamed -> new Streamed(streamed.status(), all, streamed.body());
    };
  }
}
