package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;

/** Takes a permission to reach a group's members back; connections by it end. */
final class RevokeSecurityGroupIngress
    implements Action<RevokeSecurityGroupIngressRequest, RevokeSecurityGroupIngressResponse> {
  private final RuleBook rules;

  RevokeSecurityGroupIngress(Groups groups, Runnable changed) {
    this.rules = new RuleBook(groups, false, changed);
  }

  @Override
  public Class<RevokeSecurityGroupIngressRequest> request() {
    return RevokeSecurityGroupIngressRequest.class;
  }

  @Override
  public void check(RevokeSecurityGroupIngressRequest request, Call call) {
    var _ =
        rules.revoked(
            call.book(),
            call,
            request.groupId(),
            request.groupName(),
            asked(request),
            request.securityGroupRuleIds());
  }

  @Override
  public RevokeSecurityGroupIngressResponse run(
      RevokeSecurityGroupIngressRequest request, Call call) {
    RuleBook.Change made =
        rules.revoke(
            call,
            request.groupId(),
            request.groupName(),
            asked(request),
            request.securityGroupRuleIds());
    return RevokeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(
            made.rules().stream().map(rule -> rule.revoked(made.group().id(), false)).toList())
        .build();
  }

  private static List<IpPermission> asked(RevokeSecurityGroupIngressRequest request) {
    return new FlatRule(
            request.ipProtocol(),
            request.fromPort(),
            request.toPort(),
            request.cidrIp(),
            request.sourceSecurityGroupName(),
            request.sourceSecurityGroupOwnerId())
        .or(request.ipPermissions());
  }
}
