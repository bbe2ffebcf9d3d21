package entrepot.cloud.compute;

import entrepot.cloud.network.Interface;
import entrepot.cloud.network.RegionNetwork;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;

/** Gives instances their addresses and names, and takes the public ones back at a stop. */
public final class Addresses {
  private final RegionNetwork network;

  public Addresses(RegionNetwork network) {
    this.network = network;
  }

  /** A new instance with an interface that no other has; within the change that records it. */
  public Row<Instance> given(Rows rows, Row<Instance> row) {
    String zone = row.value().placement().availabilityZone();
    return with(row, network.allot(rows, row.id(), zone));
  }

  /** A stopped one with a public address again; within the change that starts it. */
  public Row<Instance> again(Rows rows, Row<Instance> row) {
    // Of the interface as it was only the private address matters to the next.
    Instance before =
        row.value().toBuilder().publicIpAddress(row.value().privateIpAddress()).build();
    return with(row, network.allotPublic(rows, network.interfaceOf(before)));
  }

  private Row<Instance> with(Row<Instance> row, Interface nic) {
    Instance instance = row.value();
    return row.with(
            instance.toBuilder()
                .privateIpAddress(nic.privateAddress().getHostAddress())
                .publicIpAddress(nic.publicAddress().getHostAddress())
                .privateDnsName(nic.privateDns())
                .publicDnsName(nic.publicDns())
                .vpcId(network.vpc().id())
                .subnetId(network.vpc().subnetId(instance.placement().availabilityZone()))
                .networkInterfaces(
                    nic.describe(network.vpc(), row.account(), instance, instance.securityGroups()))
                .build())
        .note(InstanceNotes.TAP, nic.tap());
  }

  /** One that stopped: it keeps its private address. */
  static Row<Instance> withoutPublic(Row<Instance> row) {
    Instance instance = row.value();
    return row.with(
        instance.toBuilder()
            .publicIpAddress(null)
            .publicDnsName("")
            .networkInterfaces(
                instance.networkInterfaces().stream()
                    .map(nic ->
                        nic.toBuilder()
                            .association((InstanceNetworkInterfaceAssociation) null)
                            .privateIpAddresses(
                                nic.privateIpAddresses().stream()
                                    .map(one ->
                                        one.toBuilder()
                                            .association((InstanceNetworkInterfaceAssociation) null)
                                            .build())
                                    .toList())
                            .build())
                    .toList())
            .build());
  }

  /** One that is gone: it has none. */
  static Row<Instance> without(Row<Instance> row) {
    return row.with(
            row.value().toBuilder()
                .publicIpAddress(null)
                .privateIpAddress(null)
                .publicDnsName("")
                .privateDnsName("")
                .networkInterfaces(List.of())
                .securityGroups(List.of())
                .subnetId(null)
                .vpcId(null)
                .build())
        .forget(InstanceNotes.TAP);
  }
}
