package entrepot.edge;

import entrepot.kit.listen.HttpDate;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;

/** Sends what is not a file of a tree: listings, redirects, refusals. On the event loop. */
final class Pages {
  /** A listing has its own style and nothing else. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  /** Sends it. */
  void send(Answering answering, Found.Page page) {
    HttpServerResponse response = answering.response();
    response
        .putHeader(HttpHeaderNames.CACHE_CONTROL, "no-cache")
        .putHeader(HttpHeaderNames.VARY, "Accept")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", POLICY);
    finish(answering, page.status(), page.mediaType(), page.body());
  }

  /** Sends it, unless the client has it. */
  void send(Answering answering, Found.Document document) {
    HttpServerResponse response = answering.response();
    response
        .putHeader(HttpHeaderNames.ETAG, document.etag())
        .putHeader(HttpHeaderNames.CACHE_CONTROL, document.cacheControl());
    Validators validators = new Validators(document.etag(), 0);
    Verdict verdict = Conditions.judgeTags(answering.request().headers(), validators);
    switch (verdict) {
      case Verdict.NotModified _ -> {
        var _ = response.setStatusCode(304).putHeader(HttpHeaderNames.DATE, HttpDate.now()).end();
        answering.ended(304, 0, "-");
      }
      case Verdict.Failed _ -> text(answering, 412, "It is not the version that you named.");
      case Verdict.Whole _, Verdict.Part _, Verdict.Unsatisfiable _ -> {
        response.putHeader("X-Content-Type-Options", "nosniff");
        finish(answering, 200, document.mediaType(), document.body());
      }
    }
  }

  /** Sends the client elsewhere. */
  void send(Answering answering, Found.Moved moved) {
    answering
        .response()
        .putHeader(HttpHeaderNames.LOCATION, moved.location())
        .putHeader(HttpHeaderNames.CACHE_CONTROL, "no-cache");
    text(answering, moved.status(), "See " + moved.location());
  }

  /** Says no, and why. */
  void send(Answering answering, Found.Refused refused) {
    refused.headers().forEach(answering.response()::putHeader);
    text(answering, refused.status(), refused.sentence());
  }

  /** Says no, and why. */
  void refuse(Answering answering, int status, String sentence) {
    text(answering, status, sentence);
  }

  /** Says that something is wrong here; the log has the rest. */
  void broken(Answering answering) {
    text(answering, 500, "Something is wrong with this server; its log has the details.");
  }

  private static void text(Answering answering, int status, String sentence) {
    answering.response().putHeader("X-Content-Type-Options", "nosniff");
    byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    finish(answering, status, "text/plain; charset=utf-8", body);
  }

  private static void finish(Answering answering, int status, String mediaType, byte[] body) {
    HttpServerResponse response = answering.response();
    response
        .setStatusCode(status)
        .putHeader(HttpHeaderNames.DATE, HttpDate.now())
        .putHeader(HttpHeaderNames.CONTENT_TYPE, mediaType)
        .putHeader(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
    var _ = answering.head() ? response.end() : response.end(Buffer.buffer(body));
    answering.ended(status, answering.head() ? 0 : body.length, "-");
  }
}
