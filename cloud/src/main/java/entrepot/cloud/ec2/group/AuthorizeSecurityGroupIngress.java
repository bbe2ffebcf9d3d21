package entrepot.cloud.ec2.group;

import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;

/** Lets somebody reach a group's members, those that run included, at once. */
final class AuthorizeSecurityGroupIngress
    extends ChangeRules<
        AuthorizeSecurityGroupIngressRequest, AuthorizeSecurityGroupIngressResponse> {
  AuthorizeSecurityGroupIngress(Groups groups, Runnable changed) {
    super(
        AuthorizeSecurityGroupIngressRequest.class,
        new RuleBook(groups, false, changed),
        RuleBook::authorized);
  }

  @Override
  AuthorizeSecurityGroupIngressResponse answer(RuleBook.Change made) {
    return AuthorizeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .securityGroupRules(made.described())
        .build();
  }
}
