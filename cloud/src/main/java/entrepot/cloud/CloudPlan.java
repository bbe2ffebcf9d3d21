package entrepot.cloud;

import entrepot.kit.listen.Binding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a lab cloud shall be.
 *
 * @param folder where its disks and sockets are; a short path, the sockets' names have 108 bytes
 * @param keys access keys by their ids
 * @param user the numeric user and group that machines run as
 * @param memoryMiB for all guests together
 * @param instances at most, of an account in a region
 * @param patience how long a guest may take to power down
 * @param types what guests of a type really get, where it is not what the scaled table says
 * @param regions one endpoint each
 */
public record CloudPlan(
    Path folder,
    Map<String, AccessKey> keys,
    int user,
    int memoryMiB,
    int instances,
    Duration patience,
    Map<String, TypePlan> types,
    List<RegionPlan> regions) {
  public CloudPlan {
    keys = Map.copyOf(keys);
    types = Map.copyOf(types);
    regions = List.copyOf(regions);
  }

  /**
   * An access key.
   *
   * @param account twelve digits
   */
  public record AccessKey(String account, String secret) {
    @Override
    public String toString() {
      return "AccessKey[account=" + account + "]";
    }
  }

  /** What guests of a type really get. */
  public record TypePlan(int memoryMiB, int cpus) {}

  /**
   * A region.
   *
   * @param listen where its endpoint listens
   * @param privateRange of instances' own addresses, such as {@code 172.31.0.0/16}
   * @param publicRange as the host reaches them, such as {@code 198.18.0.0/20}
   * @param link a /30 between the host and the region's namespace
   * @param services ports of the host's side of the link that instances may reach
   * @param s3Port where its buckets are served on the host's side of the link; absent: none are
   */
  public record RegionPlan(
      String name,
      List<String> zones,
      Binding listen,
      String privateRange,
      String publicRange,
      String link,
      List<Integer> services,
      OptionalInt s3Port) {
    public RegionPlan {
      zones = List.copyOf(zones);
      services = List.copyOf(services);
    }
  }
}
