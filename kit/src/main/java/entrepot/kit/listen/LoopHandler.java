package entrepot.kit.listen;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

/** Answers requests on an event loop, for those who never block and count microseconds. */
@FunctionalInterface
public interface LoopHandler {
  /** Answers now, or later on the request's own context. */
  void handle(HttpServerRequest request);

  /** A connection has been opened; its requests come after. */
  default void opened(HttpConnection connection) {}
}
