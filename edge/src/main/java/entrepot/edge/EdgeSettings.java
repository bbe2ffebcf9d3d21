package entrepot.edge;

import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one edge serves.
 *
 * @param region whose replica it serves
 * @param tls empty: plain HTTP alone
 * @param networks the client networks that may ask, as CIDR; empty: everybody
 * @param originNetworks those whose caching edges may read the replica as well; empty: {@code
 *     networks}
 * @param aliases host names of former times, whose root is a folder
 * @param loops event loops that share the port
 * @param accessLog whether requests are logged, to {@code entrepot.access.<region>}
 * @param smallFiles bytes of memory for the contents of files up to 32 KiB
 * @param refresh how often the replica's head is looked at
 */
public record EdgeSettings(
    String region,
    Binding listen,
    Optional<EdgeTls> tls,
    List<String> networks,
    List<String> originNetworks,
    List<HostAlias> aliases,
    Limits limits,
    int loops,
    boolean accessLog,
    long smallFiles,
    Duration refresh) {
  public EdgeSettings {
    networks = List.copyOf(networks);
    originNetworks = List.copyOf(originNetworks);
    aliases = List.copyOf(aliases);
  }

  /** Caching edges may read the replica from where clients may read its files. */
  public EdgeSettings(
      String region,
      Binding listen,
      Optional<EdgeTls> tls,
      List<String> networks,
      Limits limits,
      int loops,
      boolean accessLog,
      long smallFiles,
      Duration refresh) {
    this(
        region,
        listen,
        tls,
        networks,
        List.of(),
        List.of(),
        limits,
        loops,
        accessLog,
        smallFiles,
        refresh);
  }

  /** Open to everybody, two loops, 64 MiB of small files, twice a second. */
  public static EdgeSettings of(String region, Binding listen) {
    return new EdgeSettings(
        region,
        listen,
        Optional.empty(),
        List.of(),
        Limits.DEFAULT,
        2,
        true,
        64L << 20,
        Duration.ofMillis(500));
  }

  /** The same edge for clients of these networks only. */
  public EdgeSettings onlyFor(List<String> cidrs) {
    return new EdgeSettings(
        region,
        listen,
        tls,
        cidrs,
        originNetworks,
        aliases,
        limits,
        loops,
        accessLog,
        smallFiles,
        refresh);
  }

  /** The same edge, with those names of former times. */
  public EdgeSettings knownAs(List<HostAlias> others) {
    return new EdgeSettings(
        region,
        listen,
        tls,
        networks,
        originNetworks,
        others,
        limits,
        loops,
        accessLog,
        smallFiles,
        refresh);
  }

  /** The same edge, which looks for a new head that often. */
  public EdgeSettings lookingEvery(Duration time) {
    return new EdgeSettings(
        region,
        listen,
        tls,
        networks,
        originNetworks,
        aliases,
        limits,
        loops,
        accessLog,
        smallFiles,
        time);
  }

  /** The same edge, speaking TLS. */
  public EdgeSettings secured(EdgeTls by) {
    return new EdgeSettings(
        region,
        listen,
        Optional.of(by),
        networks,
        originNetworks,
        aliases,
        limits,
        loops,
        accessLog,
        smallFiles,
        refresh);
  }

  /** The same edge with or without its access log. */
  public EdgeSettings accessLog(boolean on) {
    return new EdgeSettings(
        region,
        listen,
        tls,
        networks,
        originNetworks,
        aliases,
        limits,
        loops,
        on,
        smallFiles,
        refresh);
  }

  /** The same edge with other limits. */
  public EdgeSettings within(Limits other) {
    return new EdgeSettings(
        region,
        listen,
        tls,
        networks,
        originNetworks,
        aliases,
        other,
        loops,
        accessLog,
        smallFiles,
        refresh);
  }

  /** The same edge, whose replica caching edges of these networks may read, and nobody else. */
  public EdgeSettings originFor(List<String> cidrs) {
    return new EdgeSettings(
        region,
        listen,
        tls,
        networks,
        cidrs,
        aliases,
        limits,
        loops,
        accessLog,
        smallFiles,
        refresh);
  }
}
