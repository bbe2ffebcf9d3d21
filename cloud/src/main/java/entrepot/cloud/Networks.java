package entrepot.cloud;

import entrepot.cloud.network.NetworkPlan;
import entrepot.kit.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A region's network as the plan has it. */
final class Networks {
  /** Of the host's end of the link, which is the region's alone. */
  static final int METADATA_PORT = 8775;

  private Networks() {}

  static NetworkPlan of(CloudPlan plan, CloudPlan.RegionPlan region) {
    return new NetworkPlan(
        region.name(),
        region.zones(),
        namespace(plan, region),
        NetworkPlan.range(region.privateRange()),
        NetworkPlan.range(region.publicRange()),
        NetworkPlan.range(region.link()),
        services(region),
        METADATA_PORT,
        plan.user(),
        // Not the machines' user: who breaks out of one shall not own DHCP and DNS.
        plan.user() + 1);
  }

  /** With the buckets, which instances reach as they reach any other service of the host. */
  private static List<Integer> services(CloudPlan.RegionPlan region) {
    return IntStream.concat(
            region.services().stream().mapToInt(Integer::intValue), region.s3Port().stream())
        .distinct()
        .boxed()
        .toList();
  }

  /** Two clouds on one machine have two folders, so their namespaces differ. */
  private static String namespace(CloudPlan plan, CloudPlan.RegionPlan region) {
    String of = plan.folder().toAbsolutePath() + " " + region.name();
    String name = region.name().length() > 16 ? region.name().substring(0, 16) : region.name();
    return "lab-%s-%s"
        .formatted(
            Digest.sha256Of(of.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 8), name);
  }
}
