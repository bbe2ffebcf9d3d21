package entrepot.app.config;

import entrepot.ledger.Timing;
import inet.ipaddr.IPAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What tells clients where their nearest edge is.
 *
 * @param listen port 0 takes a free one
 * @param tls empty: plain HTTP alone
 * @param url as clients see it; absent: made of the address it listens at
 * @param trustedProxies whose X-Forwarded-For is believed
 * @param countryDatabase by which the country of an address is known
 * @param asnDatabase by which the autonomous system of an address is known
 * @param ipRanges AWS's ip-ranges.json
 * @param checkMirrors when external mirrors are looked at
 * @param mirrors the external ones, by name
 */
public record SteeringConfiguration(
    InetSocketAddress listen,
    Optional<TlsConfiguration> tls,
    Optional<URI> url,
    List<IPAddress> trustedProxies,
    Optional<Path> countryDatabase,
    Optional<Path> asnDatabase,
    Optional<Path> ipRanges,
    Timing checkMirrors,
    SortedMap<String, MirrorConfiguration> mirrors) {
  public SteeringConfiguration {
    trustedProxies = List.copyOf(trustedProxies);
    mirrors = Collections.unmodifiableSortedMap(new TreeMap<>(mirrors));
  }
}
