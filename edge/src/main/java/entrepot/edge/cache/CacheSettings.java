package entrepot.edge.cache;

import entrepot.kit.http.HttpSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a caching edge keeps, and from where.
 *
 * @param origin the edge that it reads, as a URL without a slash at its end
 * @param folder where the cache lies; for one process at a time
 * @param bytes the most that lies there, but for what is being filled just now
 * @param prefetch whether what a release changed is fetched before somebody asks for it
 * @param maxStale how long it serves without having heard of its origin; empty: for ever
 * @param keepNodes how long the manifests of former heads stay
 * @param http how the origin is asked
 */
public record CacheSettings(
    URI origin,
    Path folder,
    long bytes,
    boolean prefetch,
    Optional<Duration> maxStale,
    Duration keepNodes,
    HttpSettings http) {
  /** As long as releases carry what they no longer name, unless told otherwise. */
  public static final Duration KEEP_NODES = Duration.ofDays(3);

  /** The least that a cache may be, in bytes. */
  public static final long LEAST = 2_000_000;

  private static final int CONNECTIONS = 48;
  private static final long MINIMUM_RATE = 16 << 10;

  public CacheSettings {
    if (bytes < LEAST) {
      throw new IllegalArgumentException("a cache of " + bytes + " bytes");
    }
  }

  /** Without prefetching, serving for ever; {@code allowPrivate}: the origin may be near. */
  public static CacheSettings of(URI origin, Path folder, long bytes, boolean allowPrivate) {
    HttpSettings http =
        HttpSettings.defaults()
            .withAllowPrivate(allowPrivate)
            .withConnectionsPerHost(CONNECTIONS)
            .withPatience(
                Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(30), MINIMUM_RATE)
            .withRetries(1, Duration.ofMillis(200));
    return new CacheSettings(origin, folder, bytes, false, Optional.empty(), KEEP_NODES, http);
  }

  /** The same, fetching what releases change, or not. */
  public CacheSettings prefetching(boolean on) {
    return new CacheSettings(origin, folder, bytes, on, maxStale, keepNodes, http);
  }

  /** The same, serving only so long without its origin. */
  public CacheSettings staleAtMost(Duration time) {
    return new CacheSettings(origin, folder, bytes, prefetch, Optional.of(time), keepNodes, http);
  }

  /** The same, with other manners towards its origin. */
  public CacheSettings by(HttpSettings other) {
    return new CacheSettings(origin, folder, bytes, prefetch, maxStale, keepNodes, other);
  }
}
