package entrepot.cloud.ec2.group;

import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressResponse;

/** Says in other words what rules on whom a group's members may reach are for. */
final class UpdateSecurityGroupRuleDescriptionsEgress
    extends ChangeRules<
        UpdateSecurityGroupRuleDescriptionsEgressRequest,
        UpdateSecurityGroupRuleDescriptionsEgressResponse> {
  UpdateSecurityGroupRuleDescriptionsEgress(Groups groups, Runnable changed) {
    super(
        UpdateSecurityGroupRuleDescriptionsEgressRequest.class,
        new RuleBook(groups, true, changed),
        RuleBook::redescribed);
  }

  @Override
  UpdateSecurityGroupRuleDescriptionsEgressResponse answer(RuleBook.Change made) {
    return UpdateSecurityGroupRuleDescriptionsEgressResponse.builder().returnValue(true).build();
  }
}
