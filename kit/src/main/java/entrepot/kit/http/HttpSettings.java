package entrepot.kit.http;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How an {@link Upstream} behaves.
 *
 * @param allowPrivate whether loopback and private addresses may be asked; link-local ones (where
 *     clouds keep their metadata) never are
 * @param connectionsPerHost how many connections one host gets at most; further requests wait in
 *     order
 * @param connectTimeout for one address of a host
 * @param stallTimeout how long an upstream may send no byte
 * @param slowStart how long a transfer may take on top of {@code minimumRate}
 * @param minimumRate in bytes a second, over the whole transfer: ends an endless drip
 * @param retries how often a request is repeated after a broken connection, a 5xx or a 429
 * @param backoff the first wait; each further one doubles, with jitter
 * @param longestBackoff the longest wait, whatever Retry-After asks for
 * @param maxFileSize in bytes, where the size is not known before
 * @param userAgent sent with each request
 */
public record HttpSettings(
    boolean allowPrivate,
    int connectionsPerHost,
    Duration connectTimeout,
    Duration stallTimeout,
    Duration slowStart,
    long minimumRate,
    int retries,
    Duration backoff,
    Duration longestBackoff,
    long maxFileSize,
    String userAgent) {

  public HttpSettings {
    if (connectionsPerHost < 1 || retries < 0 || maxFileSize < 0 || minimumRate < 1) {
      throw new IllegalArgumentException("HTTP settings out of range");
    }
  }

  /** What suits a public archive. */
  public static HttpSettings defaults() {
    return new HttpSettingsDraft().settings();
  }

  /** The same, with private addresses allowed or not. */
  public HttpSettings withAllowPrivate(boolean allowed) {
    return with(draft -> draft.allowPrivate = allowed);
  }

  /** The same, with another number of connections for each host. */
  public HttpSettings withConnectionsPerHost(int connections) {
    return with(draft -> draft.connectionsPerHost = connections);
  }

  /** The same, with other bounds of time and rate. */
  public HttpSettings withPatience(
      Duration connect, Duration stall, Duration slowStart, long minimumRate) {
    return with(draft -> {
      draft.connectTimeout = connect;
      draft.stallTimeout = stall;
      draft.slowStart = slowStart;
      draft.minimumRate = minimumRate;
    });
  }

  /** The same, with another number of retries and another first wait. */
  public HttpSettings withRetries(int retries, Duration backoff) {
    return with(draft -> {
      draft.retries = retries;
      draft.backoff = backoff;
    });
  }

  /** The same, with another limit for files of unknown size. */
  public HttpSettings withMaxFileSize(long bytes) {
    return with(draft -> draft.maxFileSize = bytes);
  }

  private HttpSettings with(Consumer<HttpSettingsDraft> change) {
    HttpSettingsDraft draft = new HttpSettingsDraft(this);
    change.accept(draft);
    return draft.settings();
  }
}
