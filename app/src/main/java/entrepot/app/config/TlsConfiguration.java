package entrepot.app.config;

import entrepot.kit.tls.PemFiles;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * How a server speaks TLS.
 *
 * @param listen where it does, beside plain HTTP at its own address; empty: at its own address, and
 *     plain HTTP nowhere
 */
public record TlsConfiguration(Optional<InetSocketAddress> listen, PemFiles files) {}
