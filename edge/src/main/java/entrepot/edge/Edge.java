package entrepot.edge;

import entrepot.kit.listen.AccessLog;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Listener;
import entrepot.kit.tls.Identity;
import entrepot.kit.tls.IdentityWatch;
import entrepot.release.LocalReplica;
import entrepot.release.ReplicaReader;
import entrepot.store.backend.DiskBackend;
import entrepot.store.fill.Fillings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP server of a region, over a replica. Needs no database. */
public final class Edge implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final EdgeSettings settings;
  private final @Nullable AccessLog accessLog;
  private final @Nullable OpenFiles files;
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
   * An edge over a replica beside it, not started yet. {@code fillings} fills lazy entries into the
   * replica's backend. Throws when a network of the settings is none, and {@code UnusableIdentity}
   * for broken TLS files.
   */
  public Edge(EdgeSettings settings, LocalReplica replica, Fillings fillings, InstantSource clock) {
    this(settings, replica, replica.backend(), null, fillings, clock);
  }

  /** The same over a bounded store, into which {@code fillings} fills whatever is asked for. */
  public Edge(
      EdgeSettings settings,
      ReplicaReader replica,
      CheckedFiles files,
      Fillings fillings,
      InstantSource clock) {
    this(settings, replica, null, files, fillings, clock);
  }

  private Edge(
      EdgeSettings settings,
      ReplicaReader replica,
      @Nullable DiskBackend disk,
      @Nullable CheckedFiles bounded,
      Fillings fillings,
      InstantSource clock) {
    this.settings = settings;
    this.accessLog = settings.accessLog() ? new AccessLog(settings.region(), clock) : null;
    Pages pages = new Pages();
    Contents contents;
    CheckedSender checked = null;
    if (bounded == null) {
      DiskBackend backend = Objects.requireNonNull(disk);
      this.files = new OpenFiles(backend);
      contents = new DiskContents(backend);
    } else {
      this.files = null;
      contents = new CheckedContents(bounded);
      checked = new CheckedSender(bounded, fillings, blocking, pages);
    }
    ReadyFiles ready = new ReadyFiles(contents, settings.smallFiles(), clock);
    this.heads = new HeadWatch(replica, settings.region(), ready::forget);
    FileSender sender = new FileSender(files, checked, blocking, pages, clock);
    this.handler =
        new EdgeHandler(
            settings.region(),
            new Readers(settings.networks(), settings.originNetworks()),
            new Aliases(settings.aliases(), clock),
            heads,
            new Resolver(replica, contents, fillings, clock, settings.region()),
            ready,
            contents.whole(),
            sender,
            new LazySender(fillings, contents.whole(), sender, pages, clock),
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
    if (files != null) {
      files.clear();
    }
    if (accessLog != null) {
      accessLog.close();
    }
  }
}
