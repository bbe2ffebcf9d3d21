package entrepot.steering.map;

import entrepot.steering.network.Netblock;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A mirror that clients can be sent to: an edge of ours, or an external one.
 *
 * @param name unique in a map
 * @param external one that is not ours: named after ours that are as near
 * @param location the region it serves; its clients are sent here first
 * @param tree the one tree that it mirrors, in a folder of its own naming; absent: it has trees
 *     under their names
 * @param urls where trees begin, or where its one tree does; {@code http} and {@code https}; of one
 *     protocol the first counts most
 * @param country where it stands, two capital letters of ISO 3166
 * @param weight its bandwidth against that of others, from 1 to 1,000,000
 * @param restricted whether only clients of its location, netblocks and ASNs are sent here (what
 *     MirrorManager calls private)
 * @param netblocks clients in them are sent here first
 * @param networks who is served at all; empty: everybody. Clients outside are sent here only if
 *     they name its location, for their address may be another one on the way to us. Clients inside
 *     count as clients of a netblock
 * @param asns autonomous systems whose clients are sent here first
 * @param alwaysFresh whether it is fresh whatever a check found: a cache that revalidates
 */
public record Host(
    String name,
    boolean external,
    Optional<String> location,
    Optional<String> tree,
    List<URI> urls,
    Optional<String> country,
    int weight,
    boolean restricted,
    List<Netblock> netblocks,
    List<Netblock> networks,
    List<Long> asns,
    boolean alwaysFresh) {
  private static final int MAX_WEIGHT = 1_000_000;
  private static final int MAX_URLS = 10;

  public Host {
    Names.host(name);
    location.ifPresent(Names::location);
    tree.ifPresent(Names::tree);
    country.ifPresent(Names::country);
    urls.forEach(Names::url);
    if (urls.isEmpty() || urls.size() > MAX_URLS) {
      throw new IllegalArgumentException("a host has 1 to 10 urls");
    }
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("a host's weight is 1 to 1,000,000");
    }
    if (asns.stream().anyMatch(asn -> asn < 1 || asn > 0xffff_ffffL)) {
      throw new IllegalArgumentException("an ASN is 1 to 4,294,967,295");
    }
    urls = List.copyOf(urls);
    netblocks = List.copyOf(netblocks);
    networks = List.copyOf(networks);
    asns = List.copyOf(asns);
  }

  /** An edge of ours in that region, for everybody. */
  public static Host edge(String name, String location, List<URI> urls) {
    return of(name, false, Optional.of(location), urls);
  }

  /** A mirror that somebody else runs, for everybody. */
  public static Host external(String name, List<URI> urls) {
    return of(name, true, Optional.empty(), urls);
  }

  private static Host of(String name, boolean external, Optional<String> location, List<URI> urls) {
    HostDraft draft = new HostDraft(name, external, urls);
    draft.location = location;
    return draft.host();
  }

  /** The same in that region. */
  public Host in(String region) {
    return but(draft -> draft.location = Optional.of(region));
  }

  /** The same, of which the URLs are the root of one tree. */
  public Host rootOf(String name) {
    return but(draft -> draft.tree = Optional.of(name));
  }

  /** The same in that country. */
  public Host inCountry(String code) {
    return but(draft -> draft.country = Optional.of(code));
  }

  /** The same with that weight. */
  public Host weighing(int bandwidth) {
    return but(draft -> draft.weight = bandwidth);
  }

  /** The same, first choice of clients in those netblocks. */
  public Host preferredBy(List<Netblock> blocks) {
    return but(draft -> draft.netblocks = blocks);
  }

  /** The same, first choice of clients in those autonomous systems. */
  public Host preferredByAsns(List<Long> numbers) {
    return but(draft -> draft.asns = numbers);
  }

  /** The same, serving those networks only. */
  public Host servingOnly(List<Netblock> blocks) {
    return but(draft -> draft.networks = blocks);
  }

  /** The same, not named to the public. */
  public Host onlyForItsOwn() {
    return but(draft -> draft.restricted = true);
  }

  /** The same, fresh whatever a check found. */
  public Host alwaysUpToDate() {
    return but(draft -> draft.alwaysFresh = true);
  }

  private Host but(Consumer<HostDraft> change) {
    HostDraft draft = new HostDraft(this);
    change.accept(draft);
    return draft.host();
  }
}
