package entrepot.cloud;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in a lab cloud.
 *
 * @param acceleration {@code KVM} or {@code TCG}
 * @param usedMiB what machines have that run or are about to
 */
public record CloudReport(
    String acceleration, int usedMiB, int memoryMiB, List<RegionReport> regions) {
  public CloudReport {
    regions = List.copyOf(regions);
  }

  /**
   * A region.
   *
   * @param endpoint its URL
   * @param s3 the URL of its buckets, if it serves any
   * @param instances how many, by their states
   */
  public record RegionReport(
      String name,
      String endpoint,
      Optional<URI> s3,
      Map<String, Integer> instances,
      int volumes,
      int images) {}
}
