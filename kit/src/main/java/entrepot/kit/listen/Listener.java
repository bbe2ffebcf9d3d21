package entrepot.kit.listen;

import entrepot.kit.tls.IdentityWatch;
import io.netty.channel.Channel;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.VertxConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP/1.1 server on one address: Vert.x core, native epoll where there is one, else NIO. */
public final class Listener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listener.class);

  /** Room for any usual request at once: a buffer that a request fills costs a second read. */
  private static final FixedRecvByteBufAllocator ONE_READ = new FixedRecvByteBufAllocator(4096);

  private final Vertx vertx;
  private final Binding binding;
  private final Limits limits;
  private final int loops;
  private final LoopHandler handler;
  private final @Nullable IdentityWatch identity;
  private final AtomicInteger open = new AtomicInteger();
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile int port;

  private Listener(
      Binding binding,
      Limits limits,
      int loops,
      LoopHandler handler,
      @Nullable IdentityWatch identity) {
    this.vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    this.binding = binding;
    this.limits = limits;
    this.loops = loops;
    this.handler = handler;
    this.identity = identity;
  }

  /** A listener whose requests are answered by {@code handler}, one event loop taking them. */
  public static Listener of(Binding binding, Limits limits, Handler handler) {
    return of(binding, limits, handler, null);
  }

  /** The same, speaking TLS where there is an identity. */
  public static Listener of(
      Binding binding, Limits limits, Handler handler, @Nullable IdentityWatch identity) {
    return new Listener(binding, limits, 1, new Blocking(handler, limits), identity);
  }

  /**
   * A listener with so many event loops that share the port; it speaks TLS where there is an
   * identity, which is then looked at every few seconds.
   */
  public static Listener onLoops(
      Binding binding,
      Limits limits,
      int loops,
      LoopHandler handler,
      @Nullable IdentityWatch identity) {
    return new Listener(binding, limits, loops, handler, identity);
  }

  /** Binds and begins to answer; throws {@link CannotListen}. Answers with the address bound. */
  public Binding start() {
    try (SocketFile socket = SocketFile.of(binding)) {
      Future<String> deployed =
          vertx.deployVerticle(
              () -> new Loop(socket.address()), new DeploymentOptions().setInstances(loops));
      deployed.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      socket.publish();
      if (identity != null) {
        Secured.follow(identity, vertx, List.copyOf(servers), limits);
      }
      return address();
    } catch (ExecutionException e) {
      close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CannotListen(binding, String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      close();
      throw new CannotListen(binding, "not bound within 30 s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new CannotListen(binding, "interrupted", e);
    }
  }

  /** The address bound; a port of 0 has become the one taken. */
  public Binding address() {
    return switch (binding) {
      case Binding.Tcp tcp -> new Binding.Tcp(tcp.host(), port);
      case Binding.Unix unix -> unix;
    };
  }

  /** Takes no more connections, lets answers under way end within {@code grace}, then closes. */
  public void stop(Duration grace) {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    List<Future<Void>> ended =
        servers.stream()
            .map(server -> server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS))
            .toList();
    try {
      await(Future.join(ended), grace.plusSeconds(2));
    } finally {
      await(vertx.close(), Duration.ofSeconds(10));
      SocketFile.remove(binding);
    }
  }

  private static void await(Future<?> future, Duration time) {
    try {
      future.toCompletionStage().toCompletableFuture().get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("stopping a listener: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops at once. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(limits.target())
            .setMaxHeaderSize(limits.headers())
            .setMaxChunkSize(64 * 1024)
            .setTcpNoDelay(true)
            .setAcceptBacklog(1024)
            .setHttp2ClearTextEnabled(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false)
            .setStrictThreadMode(true);
    if (identity != null) {
      Secured.options(options, identity.current(), limits);
    }
    return options;
  }

  private void guard(HttpConnection connection) {
    Channel channel = ((VertxConnection) connection).channel();
    if (open.incrementAndGet() > limits.connections()) {
      ConnectionGuard.refuse(channel);
    } else {
      channel.config().setRecvByteBufAllocator(ONE_READ);
      ConnectionGuard.install(channel, limits);
      PreparedAnswers.install(channel);
      handler.opened(connection);
    }
    connection.closeHandler(_ -> open.decrementAndGet());
  }

  /** One event loop's server; those of one address share the port. */
  private final class Loop extends AbstractVerticle {
    private final SocketAddress address;

    Loop(SocketAddress address) {
      this.address = address;
    }

    @Override
    public void start(io.vertx.core.Promise<Void> started) {
      HttpServer server = vertx.createHttpServer(options());
      server.connectionHandler(Listener.this::guard);
      server.requestHandler(handler::handle);
      servers.add(server);
      server
          .listen(address)
          .onSuccess(bound -> port = bound.actualPort())
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }
}
