package entrepot.cloud.ec2.group;

import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;

/** Takes a permission to reach a group's members back; connections by it end. */
final class RevokeSecurityGroupIngress
    extends ChangeRules<RevokeSecurityGroupIngressRequest, RevokeSecurityGroupIngressResponse> {
  RevokeSecurityGroupIngress(Groups groups, Runnable changed) {
    super(
        RevokeSecurityGroupIngressRequest.class,
        new RuleBook(groups, false, changed),
        RuleBook::revoked);
  }

  @Override
  RevokeSecurityGroupIngressResponse answer(RuleBook.Change made) {
    return RevokeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(made.revoked())
        .build();
  }
}
