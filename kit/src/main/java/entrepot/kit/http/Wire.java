package entrepot.kit.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Sends one request and follows its redirects, each hop checked like the first. */
final class Wire implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;

  private final HttpSettings settings;
  private final AtomicLong requests;
  private final AtomicLong bytes;
  private @Nullable CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor watchdog;
  private final Map<Origin, Semaphore> hosts = new ConcurrentHashMap<>();

  Wire(HttpSettings settings, AtomicLong requests, AtomicLong bytes) {
    this.settings = settings;
    this.requests = requests;
    this.bytes = bytes;
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("http-watchdog").factory());
    watchdog.setRemoveOnCancelPolicy(true);
  }

  /** Made when it is first needed: its TLS parts take a while, and not every wire is used. */
  private synchronized CloseableHttpClient client() {
    if (client == null) {
      client = Client.of(settings);
    }
    return client;
  }

  void count(int received) {
    bytes.addAndGet(received);
  }

  /** The answer that is no redirect. */
  Answer send(URI uri, Map<String, String> headers) throws TryAgain {
    Origin home = Origin.of(checked(uri, uri));
    Optional<String> credentials = Origin.credentials(uri);
    URI at = uri;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      boolean atHome = Origin.of(at).equals(home);
      Answer answer = exchange(at, headers, credentials.filter(c -> atHome));
      if (!isRedirect(answer.status())) {
        return answer;
      }
      try (answer) {
        at = next(uri, at, answer.header("Location").orElse(""));
      }
    }
    throw new ForbiddenRedirect(uri, "more than %d redirects".formatted(MAX_REDIRECTS));
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  static URI next(URI first, URI at, String location) {
    URI target;
    try {
      target = at.resolve(new URI(location));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new ForbiddenRedirect(first, "redirected to '%s'".formatted(Shown.text(location)));
    }
    checked(target, first);
    if ("https".equalsIgnoreCase(at.getScheme()) && "http".equalsIgnoreCase(target.getScheme())) {
      throw new ForbiddenRedirect(first, "redirected away from https to " + Shown.of(target));
    }
    return target;
  }

  private static URI checked(URI target, URI first) {
    String scheme = target.getScheme();
    boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!http || target.getHost() == null || target.isOpaque()) {
      throw new ForbiddenRedirect(
          first, "only http and https are fetched, not " + Shown.of(target));
    }
    return target;
  }

  private Answer exchange(URI at, Map<String, String> headers, Optional<String> credentials)
      throws TryAgain {
    CloseableHttpClient wire = client();
    HttpGet request = request(at, headers, credentials);
    Semaphore turns =
        hosts.computeIfAbsent(
            Origin.of(at), o -> new Semaphore(settings.connectionsPerHost(), true));
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamUnreachable(at, "stopped while waiting for a connection", e);
    }
    long patience = settings.slowStart().plus(settings.stallTimeout()).toMillis();
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> headWatch =
        watchdog.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            patience,
            TimeUnit.MILLISECONDS);
    Answer answer = null;
    try {
      requests.incrementAndGet();
      answer = new Answer(at, request, wire.executeOpen(null, request, null), turns::release);
      return answer;
    } catch (GuardedDns.RefusedHost e) {
      throw e.of(at);
    } catch (IOException e) {
      throw broken(at, late.get(), e);
    } catch (IllegalStateException e) {
      // What Apache's client says when it is cancelled in the middle of connecting.
      if (late.get()) {
        throw broken(at, true, new IOException(e));
      }
      throw e;
    } finally {
      headWatch.cancel(false);
      if (answer == null) {
        turns.release();
      }
    }
  }

  private TryAgain broken(URI at, boolean late, IOException e) {
    if (Upstream.stopped(e)) {
      throw new UpstreamUnreachable(at, "stopped", e);
    }
    boolean stalled = late || (e instanceof SocketTimeoutException && !isConnect(e));
    return new TryAgain(
        stalled
            ? new UpstreamStalled(at, "no answer came within the allowed time", e)
            : new UpstreamUnreachable(at, "no answer: " + Shown.text(String.valueOf(e)), e));
  }

  private static boolean isConnect(IOException e) {
    return e instanceof org.apache.hc.client5.http.ConnectTimeoutException;
  }

  private HttpGet request(URI at, Map<String, String> headers, Optional<String> credentials) {
    String query = at.getRawQuery() == null ? "" : "?" + at.getRawQuery();
    String port = at.getPort() < 0 ? "" : ":" + at.getPort();
    String path = at.getRawPath().isEmpty() ? "/" : at.getRawPath();
    HttpGet request =
        new HttpGet(URI.create(at.getScheme() + "://" + at.getHost() + port + path + query));
    // The files' own bytes, whatever encodings the upstream could offer.
    request.setHeader("Accept-Encoding", "identity");
    headers.forEach(request::setHeader);
    credentials.ifPresent(value -> request.setHeader("Authorization", value));
    return request;
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
    synchronized (this) {
      if (client != null) {
        client.close(CloseMode.IMMEDIATE);
      }
    }
  }
}
