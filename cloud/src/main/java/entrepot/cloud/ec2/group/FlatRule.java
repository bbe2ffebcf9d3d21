package entrepot.cloud.ec2.group;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The one rule that old tools write as parameters of their own. */
record FlatRule(
    @Nullable String protocol,
    @Nullable Integer from,
    @Nullable Integer to,
    @Nullable String cidr,
    @Nullable String sourceName,
    @Nullable String sourceOwner) {

  /** The rules of a request that has them in either form. */
  List<IpPermission> or(List<IpPermission> permissions) {
    if (protocol == null && cidr == null && sourceName == null) {
      return permissions;
    }
    IpPermission.Builder one = IpPermission.builder().fromPort(from).toPort(to);
    // Who names a group alone means all that its members send.
    one.ipProtocol(protocol == null && sourceName != null ? "-1" : protocol);
    if (cidr != null) {
      one.ipRanges(IpRange.builder().cidrIp(cidr).build());
    }
    if (sourceName != null) {
      one.userIdGroupPairs(
          UserIdGroupPair.builder().groupName(sourceName).userId(sourceOwner).build());
    }
    return Stream.concat(permissions.stream(), Stream.of(one.build())).toList();
  }
}
