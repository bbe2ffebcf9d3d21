package entrepot.cloud;

import java.util.List;
import java.util.Map;

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
   * @param instances how many, by their states
   */
  public record RegionReport(
      String name, String endpoint, Map<String, Integer> instances, int volumes, int images) {}
}
