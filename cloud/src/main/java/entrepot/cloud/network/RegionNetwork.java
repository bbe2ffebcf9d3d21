package entrepot.cloud.network;

import entrepot.cloud.record.Rows;
import java.net.Inet4Address;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * A region's network as it stands in the kernel. It outlives this process: {@link #close} lets go
 * of it, {@link #raise} finds it again, {@link #down} takes it away. Filtering is in force all the
 * time; before the first {@link #filter} nothing passes.
 */
public final class RegionNetwork implements AutoCloseable {
  private final NetworkPlan plan;
  private final Allotment allotment;

  private RegionNetwork(NetworkPlan plan) {
    this.plan = plan;
    this.allotment = new Allotment(plan);
  }

  /** Makes what does not stand yet; throws {@link NetworkFailed}. */
  public static RegionNetwork raise(NetworkPlan plan, Verbs verbs) {
    int _ = verbs.hashCode();
    return new RegionNetwork(plan);
  }

  /** The host's side of the link: where instances find services. */
  public Inet4Address gatewayOnHost() {
    return plan.gatewayOnHost();
  }

  /** The VPC that this network is. */
  public RegionVpc vpc() {
    return plan.vpc();
  }

  /**
   * An interface for a new instance. To be called within the change that records the instance, so
   * that nobody else is given the same addresses. Throws {@code InsufficientFreeAddressesInSubnet}
   * or {@code InsufficientAddressCapacity}.
   */
  public Interface allot(Rows rows, String instanceId, String zone) {
    return allotment.allot(rows, instanceId, zone);
  }

  /** The same interface with another public address: for an instance that starts again. */
  public Interface allotPublic(Rows rows, Interface nic) {
    return Interface.of(
        plan, nic.instanceId(), nic.privateAddress(), allotment.publicly(rows, nic.instanceId()));
  }

  /** The interface of a recorded instance that has its addresses. */
  public Interface interfaceOf(software.amazon.awssdk.services.ec2.model.Instance instance) {
    return Interface.of(plan, instance);
  }

  /** Tap, route, DHCP lease, DNS names. Idempotent. Until the next {@link #filter} no IP passes. */
  public void plug(Interface nic) {}

  /** Takes away what {@link #plug} made, if it is there. */
  public void unplug(String tap) {}

  /**
   * Replaces the whole rule set at once by that of these members and groups. What flows and is no
   * longer allowed stops.
   */
  public void filter(List<Member> members, List<SecurityGroup> groups) {}

  /** The taps that stand. */
  public Set<String> taps() {
    return Set.of();
  }

  /** Takes everything away. Machines on the taps must have ended. */
  public void down() {}

  /** Lets go; the network stays. */
  @Override
  public void close() {}
}
