package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.Addresses;
import entrepot.cloud.compute.Capacity;
import entrepot.cloud.compute.Lives;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.network.RegionNetwork;
import entrepot.cloud.volume.Volumes;
import java.util.List;

/** The actions on instances. */
public final class InstanceActions {
  private InstanceActions() {}

  /** All of them. */
  public static List<Action<?, ?>> all(
      Lives lives, Capacity capacity, InstanceTypes types, RegionNetwork network, Volumes volumes) {
    Addresses addresses = new Addresses(network);
    LaunchPlan plan = new LaunchPlan(types, network.vpc(), volumes);
    return List.of(
        new RunInstances(plan, network.vpc(), addresses, capacity, lives),
        new DescribeInstances(),
        new DescribeInstanceStatus(),
        new DescribeInstanceAttribute(),
        new ModifyInstanceAttribute(lives, types),
        new ResetInstanceAttribute(),
        new GetConsoleOutput(lives),
        new StopInstances(lives),
        new StartInstances(lives, capacity, types, addresses),
        new RebootInstances(lives),
        new TerminateInstances(lives),
        new DescribeInstanceCreditSpecifications());
  }
}
