package entrepot.app.config;

import inet.ipaddr.IPAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A region: where instances run, and the edge and replica that serve them.
 *
 * @param listen where the edge listens; port 0 takes a free one
 * @param tls empty: plain HTTP alone
 * @param url the edge as clients see it; absent: made of the address it listens at
 * @param networks who may read, as prefix blocks; empty: everybody
 * @param country where it is, two letters, ISO 3166
 * @param bandwidth in Mbit/s; its share of the clients that no location brings
 * @param keep how long former snapshots stay on the replica
 */
public record RegionConfiguration(
    String name,
    String provider,
    List<String> zones,
    InetSocketAddress listen,
    Optional<TlsConfiguration> tls,
    Optional<URI> url,
    List<IPAddress> networks,
    Optional<String> country,
    int bandwidth,
    Path replica,
    Duration keep) {
  public RegionConfiguration {
    zones = List.copyOf(zones);
    networks = List.copyOf(networks);
  }
}
