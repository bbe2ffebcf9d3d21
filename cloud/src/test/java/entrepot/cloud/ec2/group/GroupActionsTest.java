package entrepot.cloud.ec2.group;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.ec2.Call;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class GroupActionsTest extends WithGroups {
  @Test
  void everyAccountHasADefaultGroupWhoseMembersReachEachOther() {
    DescribeSecurityGroupsResponse answer =
        run(
            DescribeSecurityGroupsRequest.builder().groupNames("default").build(),
            DescribeSecurityGroupsResponse.class);

    SecurityGroup group = answer.securityGroups().getFirst();
    assertThat(group.ipPermissions()).hasSize(1);
    assertThat(group.ipPermissions().getFirst().ipProtocol()).isEqualTo("-1");
    assertThat(group.ipPermissions().getFirst().userIdGroupPairs().getFirst().groupId())
        .isEqualTo(group.groupId());
    assertThat(group.ipPermissionsEgress().getFirst().ipRanges().getFirst().cidrIp())
        .isEqualTo("0.0.0.0/0");
    assertThat(group.vpcId()).isEqualTo(VPC.id());
    refused(
        "CannotDelete",
        () -> run(DeleteSecurityGroupRequest.builder().groupName("default").build(), call));
    assertThat(book.change(draft -> GroupActions.defaultGroup(draft, VPC, ME)).id())
        .isEqualTo(group.groupId());
    assertThat(book.change(draft -> GroupActions.defaultGroup(draft, VPC, OTHER)).id())
        .isNotEqualTo(group.groupId());
  }

  @Test
  void theDefaultGroupTakesRulesBeforeAnybodyAskedForIt() {
    AuthorizeSecurityGroupIngressResponse answer =
        run(
            AuthorizeSecurityGroupIngressRequest.builder()
                .groupName("default")
                .ipPermissions(ssh("0.0.0.0/0"))
                .build(),
            AuthorizeSecurityGroupIngressResponse.class);

    assertThat(answer.securityGroupRules()).hasSize(1);
  }

  @Test
  void aGroupIsMadeFoundAndDeleted() {
    String id = create("web");

    SecurityGroup made = describe(id);
    assertThat(made.groupName()).isEqualTo("web");
    assertThat(made.description()).isEqualTo("of web");
    assertThat(made.ownerId()).isEqualTo(ME);
    assertThat(made.ipPermissions()).isEmpty();
    refused("InvalidGroup.Duplicate", () -> create("web"));
    refused("InvalidParameterValue", () -> create("sg-web"));
    refused("InvalidParameterValue", () -> create("w\u00e9b"));
    refused("InvalidParameterValue", () -> create("default"));
    Call stranger = new Call(OTHER, call.region());
    refused(
        "InvalidGroup.NotFound",
        () -> run(DescribeSecurityGroupsRequest.builder().groupIds(id).build(), stranger));
    refused(
        "InvalidGroup.NotFound",
        () -> run(DeleteSecurityGroupRequest.builder().groupId(id).build(), stranger));

    assertThat(
            run(
                    DeleteSecurityGroupRequest.builder().groupName("web").build(),
                    DeleteSecurityGroupResponse.class)
                .groupId())
        .isEqualTo(id);
    refused("InvalidGroup.NotFound", () -> describe(id));
    refused(
        "InvalidGroup.NotFound",
        () -> run(DescribeSecurityGroupsRequest.builder().groupNames("web").build(), call));
  }

  @Test
  void rulesAreDescribedInOtherWords() {
    String id = create("web");
    String rule =
        authorize(id, ssh("10.0.0.0/8", "10.1.0.0/16"))
            .securityGroupRules()
            .getLast()
            .securityGroupRuleId();
    int before = changes.get();
    run(
        UpdateSecurityGroupRuleDescriptionsIngressRequest.builder()
            .groupId(id)
            .ipPermissions(
                ssh()
                    .copy(p ->
                        p.ipRanges(
                            IpRange.builder()
                                .cidrIp("10.0.0.0/8")
                                .description("the house")
                                .build())))
            .build(),
        call);
    run(
        UpdateSecurityGroupRuleDescriptionsIngressRequest.builder()
            .groupName("web")
            .securityGroupRuleDescriptions(
                SecurityGroupRuleDescription.builder()
                    .securityGroupRuleId(rule)
                    .description("the cellar")
                    .build())
            .build(),
        call);
    assertThat(describe(id).ipPermissions().getFirst().ipRanges())
        .extracting(IpRange::description)
        .containsExactly("the house", "the cellar");
    assertThat(changes.get()).isEqualTo(before + 2);
    refused(
        "InvalidPermission.NotFound",
        () ->
            run(
                UpdateSecurityGroupRuleDescriptionsEgressRequest.builder()
                    .groupId(id)
                    .ipPermissions(ssh("10.0.0.0/8"))
                    .build(),
                call));
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        () ->
            run(
                UpdateSecurityGroupRuleDescriptionsIngressRequest.builder()
                    .groupId(id)
                    .securityGroupRuleDescriptions(
                        SecurityGroupRuleDescription.builder()
                            .securityGroupRuleId("sgr-0123456789abcdef0")
                            .build())
                    .build(),
                call));
  }

  @Test
  void rulesAreAddedInEitherFormAndTellTheListener() {
    String id = create("web");
    create("peers");

    authorize(id, ssh("10.1.2.3/8", "192.0.2.1/32"));
    run(
        AuthorizeSecurityGroupIngressRequest.builder()
            .groupName("web")
            .ipProtocol("TCP")
            .fromPort(80)
            .toPort(81)
            .cidrIp("0.0.0.0/0")
            .build(),
        call);
    run(
        AuthorizeSecurityGroupIngressRequest.builder()
            .groupName("web")
            .sourceSecurityGroupName("peers")
            .build(),
        call);

    assertThat(changes).hasValue(3);
    List<IpPermission> rules = describe(id).ipPermissions();
    assertThat(rules).hasSize(3);
    assertThat(rules.getFirst().ipRanges())
        .extracting(IpRange::cidrIp)
        .containsExactly("10.0.0.0/8", "192.0.2.1/32");
    assertThat(rules.get(1).ipProtocol()).isEqualTo("tcp");
    assertThat(rules.get(1).toPort()).isEqualTo(81);
    assertThat(rules.get(2).ipProtocol()).isEqualTo("-1");
    assertThat(rules.get(2).userIdGroupPairs().getFirst().userId()).isEqualTo(ME);
  }

  @Test
  void aRuleIsThereOnceAndIsTakenBackOnce() {
    String id = create("web");
    String rule =
        authorize(id, ssh("10.0.0.0/8", "192.0.2.1/32"))
            .securityGroupRules()
            .getFirst()
            .securityGroupRuleId();
    refused("InvalidPermission.Duplicate", () -> authorize(id, ssh("192.0.2.1/32")));
    refused("InvalidPermission.Duplicate", () -> authorize(id, ssh("10.9.9.9/8")));
    RevokeSecurityGroupIngressRequest revoke =
        RevokeSecurityGroupIngressRequest.builder()
            .groupId(id)
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .cidrIp("192.0.2.1/32")
            .build();

    run(revoke, call);
    refused("InvalidPermission.NotFound", () -> run(revoke, call));
    assertThat(describe(id).ipPermissions().getFirst().ipRanges()).hasSize(1);
    RevokeSecurityGroupIngressResponse last =
        run(
            RevokeSecurityGroupIngressRequest.builder()
                .groupId(id)
                .securityGroupRuleIds(rule)
                .build(),
            RevokeSecurityGroupIngressResponse.class);
    assertThat(last.revokedSecurityGroupRules().getFirst().cidrIpv4()).isEqualTo("10.0.0.0/8");
    assertThat(describe(id).ipPermissions()).isEmpty();
    assertThat(changes).hasValue(3);
  }

  @Test
  void egressIsTakenBackAndGivenAgain() {
    String id = create("web");
    IpPermission all = describe(id).ipPermissionsEgress().getFirst();

    run(RevokeSecurityGroupEgressRequest.builder().groupId(id).ipPermissions(all).build(), call);
    assertThat(describe(id).ipPermissionsEgress()).isEmpty();
    run(
        AuthorizeSecurityGroupEgressRequest.builder()
            .groupId(id)
            .ipPermissions(ssh("10.0.0.0/8"))
            .build(),
        call);
    assertThat(describe(id).ipPermissionsEgress().getFirst().toPort()).isEqualTo(22);
    assertThat(describe(id).ipPermissions()).isEmpty();
  }

  @Test
  void aGroupInUseStays() {
    String web = create("web");
    String peers = create("peers");
    authorize(
        web,
        IpPermission.builder()
            .ipProtocol("-1")
            .userIdGroupPairs(UserIdGroupPair.builder().groupId(peers).build())
            .build());
    book.update(draft ->
        draft.put(
            Row.of(
                Kind.INSTANCE,
                "i-1",
                ME,
                Instance.builder()
                    .instanceId("i-1")
                    .state(state -> state.name(InstanceStateName.STOPPED))
                    .securityGroups(GroupIdentifier.builder().groupId(web).build())
                    .build())));

    for (String id : List.of(web, peers)) {
      refused(
          "DependencyViolation",
          () -> run(DeleteSecurityGroupRequest.builder().groupId(id).build(), call));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 22, 21, 0.0.0.0/0",
    "tcp, -1, 22, 0.0.0.0/0",
    "tcp, 22, 65536, 0.0.0.0/0",
    "tcp, , , 0.0.0.0/0",
    "icmp, -1, 3, 0.0.0.0/0",
    "icmp, 256, -1, 0.0.0.0/0",
    "256, 1, 1, 0.0.0.0/0",
    "nonsense, 1, 1, 0.0.0.0/0",
    "tcp, 22, 22, 0.0.0.0/33",
    "tcp, 22, 22, 10.0.0.1",
    "tcp, 22, 22, 10.0.0.256/32",
    "tcp, 22, 22, ::/0",
    "tcp, 22, 22, accept",
  })
  void whatIsNoRuleIsRefused(String protocol, Integer from, Integer to, String cidr) {
    String id = create("web");

    refused(
        "InvalidParameterValue",
        () ->
            authorize(
                id, ssh(cidr).toBuilder().ipProtocol(protocol).fromPort(from).toPort(to).build()));
    assertThat(changes).hasValue(0);
  }

  @Test
  void rulesHaveALimit() {
    String id = create("web");
    authorize(
        id,
        ssh(
            IntStream.range(0, RuleBook.RULES)
                .mapToObj(i -> "10.0.0." + i + "/32")
                .toArray(String[]::new)));

    refused("RulesPerSecurityGroupLimitExceeded", () -> authorize(id, ssh("10.1.0.0/16")));
    refused("MissingParameter", () -> authorize(id));
    refused("MissingParameter", () -> authorize(id, ssh()));
  }
}
