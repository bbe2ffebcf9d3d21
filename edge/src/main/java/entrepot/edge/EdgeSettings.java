package entrepot.edge;

import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import java.time.Duration;
import java.util.List;

/**
 * How one edge serves.
 *
 * @param region whose replica it serves
 * @param networks the client networks that may ask, as CIDR; empty: everybody
 * @param loops event loops that share the port
 * @param accessLog whether requests are logged, to {@code entrepot.access.<region>}
 * @param smallFiles bytes of memory for the contents of files up to 32 KiB
 * @param refresh how often the replica's head is looked at
 */
public record EdgeSettings(
    String region,
    Binding listen,
    List<String> networks,
    Limits limits,
    int loops,
    boolean accessLog,
    long smallFiles,
    Duration refresh) {
  public EdgeSettings {
    networks = List.copyOf(networks);
  }

  /** Open to everybody, two loops, 64 MiB of small files, twice a second. */
  public static EdgeSettings of(String region, Binding listen) {
    return new EdgeSettings(
        region, listen, List.of(), Limits.DEFAULT, 2, true, 64L << 20, Duration.ofMillis(500));
  }

  /** The same edge for clients of these networks only. */
  public EdgeSettings onlyFor(List<String> cidrs) {
    return new EdgeSettings(region, listen, cidrs, limits, loops, accessLog, smallFiles, refresh);
  }

  /** The same edge with or without its access log. */
  public EdgeSettings accessLog(boolean on) {
    return new EdgeSettings(region, listen, networks, limits, loops, on, smallFiles, refresh);
  }

  /** The same edge with other limits. */
  public EdgeSettings within(Limits other) {
    return new EdgeSettings(region, listen, networks, other, loops, accessLog, smallFiles, refresh);
  }
}
