package entrepot.edge;

import entrepot.kit.listen.AccessLog;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Listener;
import entrepot.kit.tls.Identity;
import entrepot.kit.tls.IdentityWatch;
import entrepot.release.ReplicaReader;
import entrepot.store.fill.Fillings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP server of a region, over the replica beside it. Needs no database. */
public final class Edge implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final EdgeSettings settings;
  private final @Nullable AccessLog accessLog;
  private final OpenFiles files;
  private final HeadWatch heads;
  private final EdgeHandler handler;
  private final @Nullable IdentityWatch identity;
  private final Listener listener;
  private final @Nullable Listener secure;
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("edge-head").unstarted(task));

  /**
   * An edge, not started yet. {@code fillings} fills lazy entries into the replica's backend.
   * Throws when a network of the settings is none, and {@code UnusableIdentity} for broken TLS
   * files.
   */
  public Edge(
      EdgeSettings settings, ReplicaReader replica, Fillings fillings, InstantSource clock) {
    this.settings = settings;
    this.accessLog = settings.accessLog() ? new AccessLog(settings.region(), clock) : null;
    this.files = new OpenFiles(replica.backend());
    ReadyFiles ready = new ReadyFiles(replica.backend(), settings.smallFiles(), clock);
    this.heads = new HeadWatch(replica, settings.region(), ready::forget);
    Pages pages = new Pages();
    FileSender sender = new FileSender(files, blocking, pages, clock);
    this.handler =
        new EdgeHandler(
            settings.region(),
            Networks.of(settings.networks()),
            heads,
            new Resolver(replica, fillings, clock, settings.region()),
            ready,
            sender,
            new LazySender(fillings, sender, pages, clock),
            pages,
            blocking,
            accessLog);
    Optional<EdgeTls> tls = settings.tls();
    Optional<Binding> own = tls.flatMap(EdgeTls::listen);
    this.identity = tls.map(by -> new IdentityWatch(by.files(), clock)).orElse(null);
    this.listener = listener(settings.listen(), own.isPresent() ? null : identity);
    this.secure = own.map(binding -> listener(binding, identity)).orElse(null);
  }

  private Listener listener(Binding binding, @Nullable IdentityWatch by) {
    return Listener.onLoops(binding, settings.limits(), settings.loops(), handler, by);
  }

  /** Binds and serves; answers with the address bound. Throws {@code CannotListen}. */
  public Binding start() {
    heads.look();
    Binding bound = listener.start();
    if (secure != null) {
      secure.start();
    }
    long millis = settings.refresh().toMillis();
    var _ = ticks.scheduleWithFixedDelay(heads::look, millis, millis, TimeUnit.MILLISECONDS);
    return bound;
  }

  /** The address bound. */
  public Binding address() {
    return listener.address();
  }

  /** The address bound for TLS. */
  public Optional<Binding> secureAddress() {
    return Optional.ofNullable(secure == null && identity != null ? listener : secure)
        .map(Listener::address);
  }

  /** The certificate in use. */
  public Optional<Identity> identity() {
    return Optional.ofNullable(identity).map(IdentityWatch::current);
  }

  /** How many requests have come since it started. */
  public long requestsServed() {
    return handler.requests();
  }

  /** Looks at the replica's head now, instead of at the next tick. */
  public void refreshNow() {
    heads.look();
  }

  /** Looks at the files of its certificate now, instead of at the next tick. */
  void lookAtIdentity() {
    if (identity != null) {
      identity.look();
    }
  }

  /** Lets answers under way end for a few seconds, then stops. */
  @Override
  public void close() {
    ticks.shutdownNow();
    listener.stop(GRACE);
    if (secure != null) {
      secure.stop(GRACE);
    }
    blocking.shutdownNow();
    files.clear();
    if (accessLog != null) {
      accessLog.close();
    }
  }
}
