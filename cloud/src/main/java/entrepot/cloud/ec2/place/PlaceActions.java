package entrepot.cloud.ec2.place;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The actions that tell where and on what instances can run. */
public final class PlaceActions {
  private PlaceActions() {}

  /**
   * All of them.
   *
   * @param endpoints of each region's EC2 API, {@code host:port} by the region's name; asked each
   *     time, since ports are known only once all listen
   * @param instances that an account may have in a region
   * @param defaultVpc the id of the region's one VPC
   */
  public static List<Action<?, ?>> all(
      Supplier<Map<String, String>> endpoints,
      InstanceTypes types,
      int instances,
      Function<Call, String> defaultVpc) {
    return List.of(
        new DescribeRegions(endpoints),
        new DescribeAvailabilityZones(),
        new DescribeAccountAttributes(instances, defaultVpc),
        new DescribeInstanceTypes(types),
        new DescribeInstanceTypeOfferings(types));
  }
}
