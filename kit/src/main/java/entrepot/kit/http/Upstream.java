package entrepot.kit.http;

import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fetches files over HTTP from upstreams that are not trusted. A call blocks its (virtual) thread;
 * any number of threads may share one. Broken transfers go on where they stopped, if the upstream
 * can prove that the file is still the same.
 */
public final class Upstream implements AutoCloseable {
  /** So many bytes of progress earn a fresh set of retries: a long file may break often. */
  private static final long PROGRESS = 1 << 20;

  private final HttpSettings settings;
  private final InstantSource clock;
  private final Pause pause;
  private final Backoff backoff;
  private final Wire wire;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  public Upstream(HttpSettings settings, InstantSource clock) {
    this(settings, clock, Pause.SLEEP);
  }

  /** With another way to wait between attempts, for tests. */
  public Upstream(HttpSettings settings, InstantSource clock, Pause pause) {
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
    this.backoff = new Backoff(settings, () -> ThreadLocalRandom.current().nextLong());
    this.wire = new Wire(settings, requests, bytes);
  }

  /** How it was made. */
  public HttpSettings settings() {
    return settings;
  }

  /** What went over the wire since this was made. */
  public Traffic traffic() {
    return new Traffic(requests.get(), bytes.get());
  }

  /**
   * Fetches a file into the sink.
   *
   * @throws UpstreamFailure named by what went wrong; the sink then holds a part at most
   */
  public Fetched get(Fetch fetch, BodySink sink) {
    Transfer transfer = new Transfer(fetch, sink, wire, settings);
    long progress = 0;
    for (int attempt = 0; ; attempt++) {
      try {
        return transfer.attempt();
      } catch (TryAgain again) {
        if (transfer.received() - progress >= PROGRESS) {
          progress = transfer.received();
          attempt = 0;
        }
        if (attempt >= settings.retries() || Thread.currentThread().isInterrupted()) {
          throw again.failure();
        }
        rest(fetch.uri(), waitingTime(again, attempt), again);
      }
    }
  }

  private Duration waitingTime(TryAgain again, int attempt) {
    return again
        .retryAfter()
        .map(header -> backoff.asked(header, clock.instant(), attempt))
        .orElseGet(() -> backoff.after(attempt));
  }

  private void rest(URI uri, Duration time, TryAgain reason) {
    try {
      pause.pause(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      UpstreamUnreachable stopped =
          new UpstreamUnreachable(uri, "stopped while waiting for a retry", e);
      stopped.addSuppressed(reason.failure());
      throw stopped;
    }
  }

  /** Whether the exception says that this thread was asked to stop. */
  static boolean stopped(Throwable e) {
    return Thread.currentThread().isInterrupted()
        || (e instanceof InterruptedIOException && !(e instanceof java.net.SocketTimeoutException));
  }

  @Override
  public void close() {
    wire.close();
  }
}
