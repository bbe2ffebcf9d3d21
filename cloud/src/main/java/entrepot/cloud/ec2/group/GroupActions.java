package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.network.RegionVpc;
import entrepot.cloud.record.Draft;
import entrepot.cloud.record.Row;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** The actions of security groups and the VPC. */
public final class GroupActions {
  private GroupActions() {}

  /**
   * All of them.
   *
   * @param changed called after rules changed, before the answer: it filters running instances anew
   */
  public static List<Action<?, ?>> all(RegionVpc vpc, Runnable changed) {
    Groups groups = new Groups(vpc);
    return List.of(
        new CreateSecurityGroup(groups),
        new DescribeSecurityGroups(groups),
        new DeleteSecurityGroup(groups),
        new AuthorizeSecurityGroupIngress(groups, changed),
        new AuthorizeSecurityGroupEgress(groups, changed),
        new RevokeSecurityGroupIngress(groups, changed),
        new RevokeSecurityGroupEgress(groups, changed),
        new UpdateSecurityGroupRuleDescriptionsIngress(groups, changed),
        new UpdateSecurityGroupRuleDescriptionsEgress(groups, changed),
        new DescribeSecurityGroupRules(groups),
        new DescribeVpcs(vpc),
        new DescribeSubnets(vpc),
        new DescribeNetworkInterfaces());
  }

  /** The account's group {@code default}, made now if it is not there yet. */
  public static Row<SecurityGroup> defaultGroup(Draft draft, RegionVpc vpc, String account) {
    return new Groups(vpc).defaultGroup(draft, account);
  }

  /**
   * The groups that a request names by id or by name, the default group where it names none; throws
   * {@code InvalidGroup.NotFound}.
   */
  public static List<Row<SecurityGroup>> named(
      Draft draft, RegionVpc vpc, String account, List<String> ids, List<String> names) {
    return new Groups(vpc).named(draft, account, ids, names);
  }
}
