package entrepot.cloud.ec2.instance;

import entrepot.cloud.ec2.Ec2Failure;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** What a request says of its instances' one network interface, in the form of newer tools. */
record FirstInterface(Optional<String> subnet, List<String> groups) {
  /** Throws {@link Ec2Failure} where more is asked for than one interface with usual addresses. */
  static FirstInterface of(RunInstancesRequest request) {
    List<InstanceNetworkInterfaceSpecification> all = request.networkInterfaces();
    if (all.isEmpty()) {
      return new FirstInterface(Optional.empty(), List.of());
    }
    if (request.subnetId() != null
        || !request.securityGroupIds().isEmpty()
        || !request.securityGroups().isEmpty()) {
      throw Ec2Failure.of(
          "InvalidParameterCombination",
          "Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request");
    }
    InstanceNetworkInterfaceSpecification one = all.getFirst();
    boolean usual =
        all.size() == 1
            && (one.deviceIndex() == null || one.deviceIndex() == 0)
            && one.networkInterfaceId() == null
            && one.privateIpAddress() == null
            && one.privateIpAddresses().isEmpty()
            && !Boolean.FALSE.equals(one.associatePublicIpAddress());
    if (!usual) {
      throw Ec2Failure.of(
          "UnsupportedOperation",
          "Instances have one network interface here, with a private and a public address that are given to it.");
    }
    return new FirstInterface(Optional.ofNullable(one.subnetId()), one.groups());
  }
}
