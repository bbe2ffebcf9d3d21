package entrepot.cloud.ec2.group;

import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressResponse;

/** Says in other words what rules on who may reach a group's members are for. */
final class UpdateSecurityGroupRuleDescriptionsIngress
    extends ChangeRules<
        UpdateSecurityGroupRuleDescriptionsIngressRequest,
        UpdateSecurityGroupRuleDescriptionsIngressResponse> {
  UpdateSecurityGroupRuleDescriptionsIngress(Groups groups, Runnable changed) {
    super(
        UpdateSecurityGroupRuleDescriptionsIngressRequest.class,
        new RuleBook(groups, false, changed),
        RuleBook::redescribed);
  }

  @Override
  UpdateSecurityGroupRuleDescriptionsIngressResponse answer(RuleBook.Change made) {
    return UpdateSecurityGroupRuleDescriptionsIngressResponse.builder().returnValue(true).build();
  }
}
