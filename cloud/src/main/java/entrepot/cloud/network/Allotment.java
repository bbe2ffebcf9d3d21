package entrepot.cloud.network;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.net.Inet4Address;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Which addresses a new instance gets: what no instance of the region has. */
final class Allotment {
  /** AWS keeps the first four of a subnet: network, router, DNS, one for later; and the last. */
  static final int RESERVED = 4;

  private final NetworkPlan plan;

  Allotment(NetworkPlan plan) {
    this.plan = plan;
  }

  Interface allot(Rows rows, String instanceId, String zone) {
    Inet4Address privately =
        Ranges.free(
            plan.vpc().subnet(zone),
            RESERVED,
            taken(rows, Instance::privateIpAddress),
            instanceId.hashCode(),
            () ->
                Ec2Failure.of(
                    "InsufficientFreeAddressesInSubnet",
                    "The subnet of " + zone + " has no free address left"));
    return Interface.of(plan, instanceId, privately, publicly(rows, instanceId));
  }

  Inet4Address publicly(Rows rows, String instanceId) {
    return Ranges.free(
        plan.publicRange(),
        1,
        taken(rows, Instance::publicIpAddress),
        instanceId.hashCode(),
        () ->
            Ec2Failure.of(
                "InsufficientAddressCapacity", "The region has no free public address left"));
  }

  static Set<Inet4Address> taken(Rows rows, Function<Instance, @Nullable String> address) {
    return rows.all(Kind.INSTANCE).stream()
        .map(Row::value)
        .filter(instance -> !ended(instance))
        .map(address)
        .filter(Objects::nonNull)
        .map(Ranges::parse)
        .collect(Collectors.toSet());
  }

  private static boolean ended(Instance instance) {
    return instance.state() != null && instance.state().name() == InstanceStateName.TERMINATED;
  }
}
