package entrepot.app.config;

import inet.ipaddr.IPAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Somebody else's mirror of a tree, which clients are sent to where no edge of ours is nearer.
 *
 * @param tree which tree lies there
 * @param urls of the tree's root, one for each protocol, the best first; the first one is checked
 * @param country two letters, ISO 3166
 * @param bandwidth in Mbit/s; its share of the clients within its ring
 * @param networks whose clients are sent there before others
 * @param asns autonomous systems whose clients are sent there before others
 * @param restricted whether only clients of its networks and autonomous systems are sent there
 * @param alwaysFresh whether it is named without being looked at
 */
public record MirrorConfiguration(
    String name,
    String tree,
    List<URI> urls,
    Optional<String> country,
    int bandwidth,
    List<IPAddress> networks,
    List<Long> asns,
    boolean restricted,
    boolean alwaysFresh) {
  public MirrorConfiguration {
    urls = List.copyOf(urls);
    networks = List.copyOf(networks);
    asns = List.copyOf(asns);
  }
}
