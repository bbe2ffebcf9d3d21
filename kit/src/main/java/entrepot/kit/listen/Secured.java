package entrepot.kit.listen;

import entrepot.kit.tls.Identity;
import entrepot.kit.tls.IdentityWatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** TLS 1.2 and 1.3 for a listener, with the identity that its files have at the time. */
final class Secured {
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

  private Secured() {}

  /** Has the server speak TLS, and HTTP/1.1 alone. */
  static void options(HttpServerOptions options, Identity identity, Limits limits) {
    options
        .setSsl(true)
        .setUseAlpn(false)
        .setKeyCertOptions(KeyCertOptions.wrap(identity.keys()))
        .setEnabledSecureTransportProtocols(VERSIONS)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setSslHandshakeTimeout(limits.head().toMillis());
  }

  /** Looks at the files from now on. */
  static void follow(IdentityWatch watch, Vertx vertx, List<HttpServer> servers, Limits limits) {
    watch.whenNew(identity -> {
      ServerSSLOptions options =
          new ServerSSLOptions()
              .setUseAlpn(false)
              .setKeyCertOptions(KeyCertOptions.wrap(identity.keys()))
              .setEnabledSecureTransportProtocols(VERSIONS)
              .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
              .setSslHandshakeTimeout(limits.head().toMillis());
      Future.join(servers.stream().map(server -> server.updateSSLOptions(options, true)).toList())
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    });
    vertx.setPeriodic(LOOK.toMillis(), _ -> Thread.startVirtualThread(watch::look));
  }
}
