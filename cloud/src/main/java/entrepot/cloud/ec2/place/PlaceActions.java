package entrepot.cloud.ec2.place;

import entrepot.cloud.ec2.Action;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The actions that tell where and on what instances can run. */
public final class PlaceActions {
  private PlaceActions() {}

  /**
   * All of them.
   *
   * @param endpoints of each region's EC2 API, {@code host:port} by the region's name; asked each
   *     time, since ports are known only once all listen
   */
  @SuppressWarnings("unused") // until the actions are there
  public static List<Action<?, ?>> all(
      Supplier<Map<String, String>> endpoints, InstanceTypes types) {
    return List.of();
  }
}
