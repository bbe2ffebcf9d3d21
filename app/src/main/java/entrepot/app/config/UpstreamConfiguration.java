package entrepot.app.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How sources are asked.
 *
 * @param allowPrivate whether loopback, private and link-local addresses may be asked
 * @param stallTimeout how long nothing may arrive before a transfer is tried again
 * @param retries how often a transfer is tried again
 * @param maxFileSize bytes
 * @param userAgent absent: Entrepot's own
 */
public record UpstreamConfiguration(
    boolean allowPrivate,
    int connectionsPerHost,
    Duration stallTimeout,
    int retries,
    long maxFileSize,
    Optional<String> userAgent) {}
