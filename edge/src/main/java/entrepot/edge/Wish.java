package entrepot.edge;

import entrepot.kit.listen.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request says besides its path.
 *
 * @param after the name behind which a listing goes on
 * @param format the media type that is wanted whatever Accept says (PEP 691, "URL parameter")
 * @param accept the lines of the Accept header
 */
record Wish(Optional<String> after, Optional<String> format, List<String> accept) {
  /** Throws {@code BadTarget} when the query is not percent-encoded. */
  static Wish of(String target, MultiMap headers) {
    return new Wish(
        Request.query(target, "after"),
        Request.query(target, "format"),
        headers.getAll(HttpHeaderNames.ACCEPT));
  }

  /** Whether listings are wanted as JSON. */
  boolean json() {
    String lower = String.join(",", accept).toLowerCase(Locale.ROOT);
    int json = lower.indexOf("application/json");
    int html = lower.indexOf("text/html");
    return json >= 0 && (html < 0 || json < html);
  }
}
