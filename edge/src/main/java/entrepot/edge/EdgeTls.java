package entrepot.edge;

import entrepot.kit.listen.Binding;
import entrepot.kit.tls.PemFiles;
import java.util.Optional;

/**
 * How an edge speaks TLS.
 *
 * @param listen where it does; empty: at the edge's own address, which then is not plain HTTP
 */
public record EdgeTls(PemFiles files, Optional<Binding> listen) {}
