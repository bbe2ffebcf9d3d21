package entrepot.app.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The lab cloud.
 *
 * @param accounts their keys by their numbers of twelve digits; at least one
 * @param user the numeric user and group that machines run as
 * @param memoryMiB for all guests together
 * @param instances at most, of an account in a region
 * @param patience how long a guest may take to power down
 */
public record CloudConfiguration(
    SortedMap<String, BucketCredentials> accounts,
    int user,
    int memoryMiB,
    int instances,
    Duration patience,
    SortedMap<String, Region> regions,
    SortedMap<String, Type> types) {
  public CloudConfiguration {
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
  }

  /**
   * A region of it.
   *
   * @param privateRange of instances' own addresses
   * @param publicRange as the host reaches them
   * @param link a /30 between the host and the region
   * @param services ports of the host's side of the link that instances may reach
   * @param s3Port where its buckets are served there; absent: none are
   */
  public record Region(
      String name,
      List<String> zones,
      InetSocketAddress listen,
      String privateRange,
      String publicRange,
      String link,
      List<Integer> services,
      OptionalInt s3Port) {
    public Region {
      zones = List.copyOf(zones);
      services = List.copyOf(services);
    }
  }

  /** What guests of a type really get. */
  public record Type(int memoryMiB, int cpus) {}
}
