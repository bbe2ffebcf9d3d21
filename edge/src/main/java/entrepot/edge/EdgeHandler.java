package entrepot.edge;

import entrepot.kit.Failure;
import entrepot.kit.listen.AccessLog;
import entrepot.kit.listen.BadTarget;
import entrepot.kit.listen.LoopHandler;
import entrepot.store.backend.ObjectMissing;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request: method and network, then the files that are ready, all on the event loop;
 * what is not ready is looked up on a virtual thread.
 */
final class EdgeHandler implements LoopHandler {
  private static final Logger log = LoggerFactory.getLogger(EdgeHandler.class);
  private static final String ALLOW = "GET, HEAD, OPTIONS";

  private final String region;
  private final Readers readers;
  private final Aliases aliases;
  private final HeadWatch heads;
  private final Resolver resolver;
  private final ReadyFiles ready;
  private final boolean whole;
  private final FileSender files;
  private final LazySender lazy;
  private final Pages pages;
  private final Executor blocking;
  private final @Nullable AccessLog accessLog;
  private final LongAdder requests = new LongAdder();

  EdgeHandler(
      String region,
      Readers readers,
      Aliases aliases,
      HeadWatch heads,
      Resolver resolver,
      ReadyFiles ready,
      boolean whole,
      FileSender files,
      LazySender lazy,
      Pages pages,
      Executor blocking,
      @Nullable AccessLog accessLog) {
    this.region = region;
    this.readers = readers;
    this.aliases = aliases;
    this.heads = heads;
    this.resolver = resolver;
    this.ready = ready;
    this.whole = whole;
    this.files = files;
    this.lazy = lazy;
    this.pages = pages;
    this.blocking = blocking;
    this.accessLog = accessLog;
  }

  /** How many requests have come. */
  long requests() {
    return requests.sum();
  }

  @Override
  public void opened(HttpConnection connection) {
    Client.note(connection, readers);
  }

  @Override
  public void handle(HttpServerRequest request) {
    requests.increment();
    Answering answering = new Answering(request, accessLog);
    HttpMethod method = request.method();
    boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    String target = aliases.target(request);
    if (reads && target != null && !readers.restricted()) {
      Ready known = ready.find(target, request.headers());
      if (known != null) {
        files.send(answering, known);
        return;
      }
    }
    slowly(answering, reads, target);
  }

  private void slowly(Answering answering, boolean reads, @Nullable String target) {
    HttpServerRequest request = answering.request();
    if (!reads) {
      otherMethod(answering);
      return;
    }
    if (readers.restricted()) {
      Client client = Client.of(request.connection());
      if (!client.allowed() && !request.uri().equals("/.health")) {
        pages.refuse(
            answering,
            403,
            "Region %s does not serve your address, %s.".formatted(region, client.address()));
        return;
      }
    }
    if (target == null) {
      pages.send(answering, aliases.ended(request));
      return;
    }
    if (readers.restricted()) {
      Ready known = ready.find(target, request.headers());
      if (known != null) {
        files.send(answering, known);
        return;
      }
    }
    Context context = Objects.requireNonNull(Vertx.currentContext());
    blocking.execute(() -> lookUp(answering, target, context));
  }

  private void otherMethod(Answering answering) {
    answering.response().putHeader(HttpHeaderNames.ALLOW, ALLOW);
    if (answering.request().method().equals(HttpMethod.OPTIONS)) {
      var _ = answering.response().setStatusCode(204).end();
      answering.ended(204, 0, "-");
    } else {
      // Its body may never end; nobody waits for that.
      answering.response().putHeader(HttpHeaderNames.CONNECTION, "close");
      pages.refuse(answering, 405, "This server is read with GET and HEAD only.");
      var _ = answering.request().connection().close();
    }
  }

  private void lookUp(Answering answering, String target, Context context) {
    try {
      Optional<Served> served = heads.served();
      if (served.isEmpty()) {
        var nothing =
            new Found.Refused(
                503,
                "Nothing has been released to region %s yet.".formatted(region),
                Map.of("Retry-After", "10"));
        answering.on(context, () -> pages.send(answering, nothing));
        return;
      }
      String path = Aliases.originForm(target);
      int question = path.indexOf('?');
      Place place = Places.of(question < 0 ? path : path.substring(0, question));
      if (place instanceof Place.OfReplica
          && !Client.of(answering.request().connection()).replicates()) {
        answering.on(
            context, () -> pages.refuse(answering, 403, "Your address may not read this replica."));
        return;
      }
      Wish wish = Wish.of(path, answering.request().headers());
      Found found = resolver.find(served.get(), place, wish);
      answer(answering, target, context, served.get(), found);
    } catch (BadTarget e) {
      answering.on(context, () -> pages.refuse(answering, 400, String.valueOf(e.getMessage())));
    } catch (Failure e) {
      log.warn("{}: {}", target, e.getMessage());
      var refused = LazySender.refusal(e);
      answering.on(context, () -> pages.send(answering, refused));
    } catch (RuntimeException e) {
      log.error("answering {}", target, e);
      answering.on(context, () -> pages.broken(answering));
    }
  }

  private void answer(
      Answering answering, String target, Context context, Served served, Found found) {
    switch (found) {
      case Found.InStore file -> inStore(answering, target, context, served, file);
      case Found.ToFetch file ->
          lazy.send(
              answering,
              context,
              file,
              served,
              sha256 -> {
                Optional<String> revoked = served.revoked(sha256);
                Found now =
                    revoked.isPresent()
                        ? Resolver.revoked(revoked.get())
                        : new Found.InStore(file.tree(), file.entry(), sha256, file.freshness());
                answer(answering, target, context, served, now);
              });
      case Found.Document document -> answering.on(context, () -> pages.send(answering, document));
      case Found.Page page -> answering.on(context, () -> pages.send(answering, page));
      case Found.Moved moved -> answering.on(context, () -> pages.send(answering, moved));
      case Found.Refused refused -> answering.on(context, () -> pages.send(answering, refused));
    }
  }

  private void inStore(
      Answering answering, String target, Context context, Served served, Found.InStore file) {
    Ready prepared;
    try {
      prepared = ready.prepare(served.head().generation(), file);
    } catch (ObjectMissing e) {
      if (whole) {
        throw e;
      }
      // Found a moment ago, and gone from a bounded store since, or found to be spoilt.
      Found again = new Found.ToFetch(file.tree(), file.entry(), file.freshness());
      answer(answering, target, context, served, again);
      return;
    }
    if (file.freshness().keeps()) {
      ready.keep(target, file.freshness().variant(), prepared);
    }
    answering.on(context, () -> files.send(answering, prepared));
  }
}
