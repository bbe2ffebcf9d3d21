package entrepot.edge.cache;

import java.time.Instant;

/**
 * How a caching edge is doing.
 *
 * @param generation of the head it serves; 0: none
 * @param heard when its origin last answered as it should
 * @param files in the cache, and {@code bytes} that they take on the disk
 * @param spoilt files that were found to have other bytes than they should, since the start
 * @param originRequests sent since the start, and {@code originBytes} that came
 */
public record CacheState(
    long generation,
    Instant heard,
    long files,
    long bytes,
    long spoilt,
    long originRequests,
    long originBytes) {}
