package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/** Lets a group's members reach somebody. */
final class AuthorizeSecurityGroupEgress
    implements Action<AuthorizeSecurityGroupEgressRequest, AuthorizeSecurityGroupEgressResponse> {
  private final RuleBook rules;

  AuthorizeSecurityGroupEgress(Groups groups, Runnable changed) {
    this.rules = new RuleBook(groups, true, changed);
  }

  @Override
  public Class<AuthorizeSecurityGroupEgressRequest> request() {
    return AuthorizeSecurityGroupEgressRequest.class;
  }

  @Override
  public void check(AuthorizeSecurityGroupEgressRequest request, Call call) {
    var _ = rules.authorized(call.book(), call, request.groupId(), null, asked(request));
  }

  @Override
  public AuthorizeSecurityGroupEgressResponse run(
      AuthorizeSecurityGroupEgressRequest request, Call call) {
    RuleBook.Change made = rules.authorize(call, request.groupId(), null, asked(request));
    return AuthorizeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .securityGroupRules(
            made.rules().stream()
                .map(rule -> rule.describe(made.group().id(), call.account(), true))
                .toList())
        .build();
  }

  private static List<IpPermission> asked(AuthorizeSecurityGroupEgressRequest request) {
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
