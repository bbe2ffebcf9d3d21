package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;

/** Takes a permission of a group's members back; connections by it end. */
final class RevokeSecurityGroupEgress
    implements Action<RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResponse> {
  private final RuleBook rules;

  RevokeSecurityGroupEgress(Groups groups, Runnable changed) {
    this.rules = new RuleBook(groups, true, changed);
  }

  @Override
  public Class<RevokeSecurityGroupEgressRequest> request() {
    return RevokeSecurityGroupEgressRequest.class;
  }

  @Override
  public void check(RevokeSecurityGroupEgressRequest request, Call call) {
    var _ =
        rules.revoked(
            call.book(),
            call,
            request.groupId(),
            null,
            asked(request),
            request.securityGroupRuleIds());
  }

  @Override
  public RevokeSecurityGroupEgressResponse run(
      RevokeSecurityGroupEgressRequest request, Call call) {
    RuleBook.Change made =
        rules.revoke(call, request.groupId(), null, asked(request), request.securityGroupRuleIds());
    return RevokeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(
            made.rules().stream().map(rule -> rule.revoked(made.group().id(), true)).toList())
        .build();
  }

  private static List<IpPermission> asked(RevokeSecurityGroupEgressRequest request) {
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
