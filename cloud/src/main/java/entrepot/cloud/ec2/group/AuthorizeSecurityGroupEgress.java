package entrepot.cloud.ec2.group;

import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;

/** Lets a group's members reach somebody. */
final class AuthorizeSecurityGroupEgress
    extends ChangeRules<AuthorizeSecurityGroupEgressRequest, AuthorizeSecurityGroupEgressResponse> {
  AuthorizeSecurityGroupEgress(Groups groups, Runnable changed) {
    super(
        AuthorizeSecurityGroupEgressRequest.class,
        new RuleBook(groups, true, changed),
        RuleBook::authorized);
  }

  @Override
  AuthorizeSecurityGroupEgressResponse answer(RuleBook.Change made) {
    return AuthorizeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .securityGroupRules(made.described())
        .build();
  }
}
