package entrepot.edge;

import entrepot.kit.listen.AccessLog;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** A request being answered, and the log line it will leave. */
record Answering(HttpServerRequest request, @Nullable AccessLog log) {
  boolean head() {
    return request.method().equals(HttpMethod.HEAD);
  }

  HttpServerResponse response() {
    return request.response();
  }

  /** Writes the access log's line; {@code outcome} is hit, miss, cut or -. */
  void ended(int status, long bytes, String outcome) {
    if (log != null) {
      log.note(request, Client.of(request.connection()).address(), status, bytes, outcome);
    }
  }

  /** Goes back to the request's event loop. */
  void on(Context context, Runnable step) {
    context.runOnContext(_ -> step.run());
  }
}
