package entrepot.kit.listen;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link Handler} on a virtual thread for each request, once its body is there. */
final class Blocking implements LoopHandler {
  private static final Logger log = LoggerFactory.getLogger(Blocking.class);

  private final Handler handler;
  private final Limits limits;

  Blocking(Handler handler, Limits limits) {
    this.handler = handler;
    this.limits = limits;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    request.handler(part -> {
      if (body.length() + part.length() <= limits.body()) {
        body.appendBuffer(part);
      } else if (!request.response().ended()) {
        request.response().putHeader("Connection", "close").setStatusCode(413).end();
        request.connection().close();
      }
    });
    request.endHandler(_ -> {
      if (!request.response().ended()) {
        Context context = Objects.requireNonNull(Vertx.currentContext());
        Thread.ofVirtual().name("request").start(() -> run(request, body, context));
      }
    });
  }

  private void run(HttpServerRequest request, Buffer body, Context context) {
    Answer answer;
    try {
      var from = request.remoteAddress();
      String client = from == null || from.hostAddress() == null ? "unix" : from.hostAddress();
      answer =
          handler.handle(
              new Request(
                  request.method().name(),
                  request.uri(),
                  request.headers(),
                  body.getBytes(),
                  client));
    } catch (BadTarget e) {
      answer = Answer.text(400, e.getMessage() + "\n");
    } catch (RuntimeException e) {
      log.error("answering {} {}", request.method(), request.uri(), e);
      answer = Answer.text(500, "Something went wrong here; the server's log has the details.\n");
    }
    send(request, answer, context);
  }

  private static void send(HttpServerRequest request, Answer answer, Context context) {
    HttpServerResponse response = request.response();
    switch (answer) {
      case Answer.Whole whole ->
          context.runOnContext(_ -> {
            head(response, whole);
            byte[] body = whole.body();
            if (request.method().equals(io.vertx.core.http.HttpMethod.HEAD)) {
              response.putHeader("Content-Length", Integer.toString(body.length)).end();
            } else {
              response.end(Buffer.buffer(body));
            }
          });
      case Answer.Streamed streamed -> stream(request, streamed, context);
    }
  }

  private static void stream(HttpServerRequest request, Answer.Streamed streamed, Context context) {
    HttpServerResponse response = request.response();
    context.runOnContext(_ -> head(response, streamed));
    try (ResponseBody out = new ResponseBody(request, context)) {
      streamed.body().writeTo(out);
      out.complete();
    } catch (IOException | RuntimeException e) {
      log.info("answering {} was cut: {}", request.uri(), e.toString());
    }
  }

  private static void head(HttpServerResponse response, Answer answer) {
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.putHeader("Date", HttpDate.now());
  }
}
