package entrepot.app.config;

import inet.ipaddr.IPAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A region: where instances run, and what serves them: an edge over a replica on disk, or a bucket.
 *
 * @param listen where the edge listens, port 0 takes a free one; absent where there is a bucket
 * @param tls empty: plain HTTP alone
 * @param bucket what clients read in the place of an edge
 * @param hosts its host names
 * @param url the edge or bucket as clients see it; absent: made of its own address
 * @param networks who may read, as prefix blocks; empty: everybody
 * @param country where it is, two letters, ISO 3166
 * @param bandwidth in Mbit/s; its share of the clients that no location brings
 * @param replica the folder of the replica on disk; unused where there is a bucket
 * @param keep how long former snapshots stay on the replica
 */
public record RegionConfiguration(
    String name,
    String provider,
    List<String> zones,
    Optional<InetSocketAddress> listen,
    Optional<TlsConfiguration> tls,
    Optional<BucketConfiguration> bucket,
    RegionHosts hosts,
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
