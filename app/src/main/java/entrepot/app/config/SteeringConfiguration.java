package entrepot.app.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/**
 * What tells clients where their nearest edge is.
 *
 * @param listen port 0 takes a free one
 * @param url as clients see it; absent: made of the address it listens at
 */
public record SteeringConfiguration(InetSocketAddress listen, Optional<URI> url) {}
