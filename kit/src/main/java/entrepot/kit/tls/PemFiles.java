package entrepot.kit.tls;

import java.nio.file.Path;

/**
 * Where a listener's identity lies, in PEM (RFC 7468).
 *
 * @param certificate the server's certificate, then those of the authorities between it and a root
 * @param key the server's private key, not encrypted: PKCS#8, PKCS#1 or SEC 1
 */
public record PemFiles(Path certificate, Path key) {}
