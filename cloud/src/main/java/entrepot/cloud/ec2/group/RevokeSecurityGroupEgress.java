package entrepot.cloud.ec2.group;

import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;

/** Takes a permission of a group's members back; connections by it end. */
final class RevokeSecurityGroupEgress
    extends ChangeRules<RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResponse> {
  RevokeSecurityGroupEgress(Groups groups, Runnable changed) {
    super(
        RevokeSecurityGroupEgressRequest.class,
        new RuleBook(groups, true, changed),
        RuleBook::revoked);
  }

  @Override
  RevokeSecurityGroupEgressResponse answer(RuleBook.Change made) {
    return RevokeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(made.revoked())
        .build();
  }
}
