package entrepot.edge;

import entrepot.kit.Failure;
import entrepot.kit.listen.ResponseBody;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends bytes as they come, on the virtual thread of one client; what breaks off is reset. */
final class Streamer {
  private static final Logger log = LoggerFactory.getLogger(Streamer.class);

  private Streamer() {}

  /**
   * Sends all of the source as a 200, or as much as {@code part} has as a 206. Throws a Failure of
   * the source as long as nothing has been sent.
   *
   * @param outcome the access log's word for it, asked for at the end
   */
  static void send(
      Answering answering,
      Context context,
      ByteSource source,
      FileHeaders headers,
      Verdict.@Nullable Part part,
      int pieceSize,
      Supplier<String> outcome) {
    long left = part == null ? Long.MAX_VALUE : part.end() - part.start();
    byte[] piece = new byte[pieceSize];
    // Before the status line is out, a failure can still be told properly.
    int n = source.read(piece, 0, (int) Math.min(pieceSize, left));
    int status = part == null ? 200 : 206;
    answering.on(context, () -> begin(answering.response(), headers, part));
    long sent = 0;
    try (ResponseBody body = new ResponseBody(answering.request(), context)) {
      while (n > 0) {
        body.write(piece, 0, n);
        sent += n;
        left -= n;
        n = left == 0 ? 0 : source.read(piece, 0, (int) Math.min(pieceSize, left));
      }
      body.complete();
      long all = sent;
      answering.on(context, () -> answering.ended(status, all, outcome.get()));
    } catch (IOException | Failure e) {
      log.info("{} was cut after {} bytes: {}", answering.request().uri(), sent, e.toString());
      long some = sent;
      answering.on(context, () -> answering.ended(status, some, "cut"));
    }
  }

  private static void begin(
      HttpServerResponse response, FileHeaders headers, Verdict.@Nullable Part part) {
    if (part == null) {
      response.headers().setAll(headers.whole());
    } else {
      response.setStatusCode(206);
      headers.part(response.headers(), part);
    }
  }
}
