package entrepot.app.region;

import entrepot.app.config.BucketConfiguration;
import entrepot.app.config.RegionConfiguration;
import entrepot.app.config.RegionHosts;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * A region's addresses, as {@code entrepot region show --json} prints them.
 *
 * @param serves where its clients' requests end: an edge's address or a bucket
 * @param url as clients see it; absent for an edge that is known by its address alone
 * @param mirror the host name where all trees are
 * @param trees what can be read below it
 */
public record RegionNames(
    String region,
    String provider,
    String serves,
    Optional<String> url,
    Optional<String> mirror,
    List<String> trees,
    List<Alias> aliases) {
  public RegionNames {
    trees = List.copyOf(trees);
    aliases = List.copyOf(aliases);
  }

  /**
   * A name of former times.
   *
   * @param folder what its root is
   * @param ended whether it is answered with 410 by now
   */
  public record Alias(String host, String folder, Optional<LocalDate> until, boolean ended) {}

  /** Of that region at that time; {@code trees} are those released to it. */
  public static RegionNames of(RegionConfiguration region, List<String> trees, Instant now) {
    Optional<URI> url = region.url().or(() -> region.bucket().map(BucketConfiguration::address));
    return new RegionNames(
        region.name(),
        region.provider(),
        region
            .bucket()
            .map(bucket -> bucket.bucket().toString())
            .or(() ->
                region.listen().map(at -> at.getAddress().getHostAddress() + ":" + at.getPort()))
            .orElse(""),
        url.map(URI::toString),
        region.hosts().mirror(),
        trees,
        region.hosts().aliases().stream().map(alias -> alias(alias, now)).toList());
  }

  private static Alias alias(RegionHosts.Alias alias, Instant now) {
    return new Alias(alias.host(), alias.folder() + "/", alias.until(), alias.ended(now));
  }

  /** All host names, those of former times last; the name in {@code url} is one of them. */
  public List<String> hosts() {
    SequencedSet<String> all = new LinkedHashSet<>();
    mirror.ifPresent(all::add);
    url.map(URI::create)
        .map(URI::getHost)
        .filter(host -> host.matches(".*[a-z].*"))
        .ifPresent(all::add);
    aliases.forEach(alias -> all.add(alias.host()));
    return new ArrayList<>(all);
  }
}
