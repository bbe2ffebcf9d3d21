package entrepot.cloud;

import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.ec2.place.Scale;
import java.util.Map;

/** The instance types as the plan has them. */
final class Types {
  private Types() {}

  static InstanceTypes of(Map<String, CloudPlan.TypePlan> overrides) {
    InstanceTypes types = InstanceTypes.table(Scale.DEFAULT);
    for (Map.Entry<String, CloudPlan.TypePlan> each : overrides.entrySet()) {
      types = types.with(each.getKey(), each.getValue().cpus(), each.getValue().memoryMiB());
    }
    return types;
  }
}
