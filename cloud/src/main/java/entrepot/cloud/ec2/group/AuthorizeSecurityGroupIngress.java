package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/** Lets somebody reach a group's members, those that run included, at once. */
final class AuthorizeSecurityGroupIngress
    implements Action<AuthorizeSecurityGroupIngressRequest, AuthorizeSecurityGroupIngressResponse> {
  private final RuleBook rules;

  AuthorizeSecurityGroupIngress(Groups groups, Runnable changed) {
    this.rules = new RuleBook(groups, false, changed);
  }

  @Override
  public Class<AuthorizeSecurityGroupIngressRequest> request() {
    return AuthorizeSecurityGroupIngressRequest.class;
  }

  @Override
  public void check(AuthorizeSecurityGroupIngressRequest request, Call call) {
    var _ =
        rules.authorized(call.book(), call, request.groupId(), request.groupName(), asked(request));
  }

  @Override
  public AuthorizeSecurityGroupIngressResponse run(
      AuthorizeSecurityGroupIngressRequest request, Call call) {
    RuleBook.Change made =
        rules.authorize(call, request.groupId(), request.groupName(), asked(request));
    return AuthorizeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .securityGroupRules(
            made.rules().stream()
                .map(rule -> rule.describe(made.group().id(), call.account(), false))
                .toList())
        .build();
  }

  private static List<IpPermission> asked(AuthorizeSecurityGroupIngressRequest request) {
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
