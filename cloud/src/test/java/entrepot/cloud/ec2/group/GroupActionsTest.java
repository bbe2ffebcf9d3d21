package entrepot.cloud.ec2.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.network.NetworkPlan;
import entrepot.cloud.network.RegionVpc;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Ec2Response;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Vpc;

class GroupActionsTest {
  private static final String ME = "000000000001";
  private static final String OTHER = "000000000002";
  private static final RegionVpc VPC =
      new RegionVpc("lab-1", List.of("lab-1a", "lab-1b"), NetworkPlan.range("172.31.0.0/16"));

  @TempDir Path folder;
  private final AtomicInteger changes = new AtomicInteger();
  private final List<Action<?, ?>> actions = GroupActions.all(VPC, changes::incrementAndGet);
  private Ledger ledger;
  private Call call;
  private Book book;

  @BeforeEach
  void open() {
    ledger =
        Ledger.open(
            new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), InstantSource.system());
    book = Book.open("lab-1", ledger.cloud(), List.of(Kind.INSTANCE, Kind.GROUP));
    call = new Call(ME, new Region("lab-1", VPC.zones(), book, InstantSource.system()));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private <S extends Ec2Response> S run(Ec2Request request, Class<S> response) {
    return response.cast(run(request, call));
  }

  @SuppressWarnings("unchecked") // the action is found by its request's class
  private Ec2Response run(Ec2Request request, Call as) {
    Action<Ec2Request, Ec2Response> action =
        (Action<Ec2Request, Ec2Response>)
            actions.stream()
                .filter(each -> each.request().equals(request.getClass()))
                .findFirst()
                .orElseThrow();
    action.check(request, as);
    return action.run(request, as);
  }

  private static void refused(String code, ThrowingCallable doing) {
    assertThatThrownBy(doing)
        .asInstanceOf(type(Ec2Failure.class))
        .extracting(Ec2Failure::code)
        .isEqualTo(code);
  }

  private String create(String name) {
    return run(
            CreateSecurityGroupRequest.builder().groupName(name).description("of " + name).build(),
            CreateSecurityGroupResponse.class)
        .groupId();
  }

  private SecurityGroup describe(String id) {
    return run(
            DescribeSecurityGroupsRequest.builder().groupIds(id).build(),
            DescribeSecurityGroupsResponse.class)
        .securityGroups()
        .getFirst();
  }

  private static IpPermission ssh(String... cidrs) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(22)
        .toPort(22)
        .ipRanges(
            List.of(cidrs).stream().map(cidr -> IpRange.builder().cidrIp(cidr).build()).toList())
        .build();
  }

  private AuthorizeSecurityGroupIngressResponse authorize(String id, IpPermission... rules) {
    return run(
        AuthorizeSecurityGroupIngressRequest.builder().groupId(id).ipPermissions(rules).build(),
        AuthorizeSecurityGroupIngressResponse.class);
  }

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

  @Test
  void groupsAndRulesAreFiltered() {
    String web = create("web");
    create("other");
    authorize(web, ssh("192.0.2.0/24"));

    assertThat(found("ip-permission.cidr", "192.0.2.0/24")).containsExactly("web");
    assertThat(found("ip-permission.from-port", "22")).containsExactly("web");
    assertThat(found("group-name", "o*")).containsExactly("other");
    assertThat(found("vpc-id", VPC.id())).containsExactlyInAnyOrder("web", "other", "default");
    refused("InvalidParameterValue", () -> found("colour", "blue"));
    List<SecurityGroupRule> rules =
        run(
                DescribeSecurityGroupRulesRequest.builder()
                    .filters(Filter.builder().name("group-id").values(web).build())
                    .build(),
                DescribeSecurityGroupRulesResponse.class)
            .securityGroupRules();
    assertThat(rules)
        .extracting(SecurityGroupRule::isEgress)
        .containsExactlyInAnyOrder(true, false);
  }

  private List<String> found(String filter, String value) {
    return run(
            DescribeSecurityGroupsRequest.builder()
                .filters(Filter.builder().name(filter).values(value).build())
                .build(),
            DescribeSecurityGroupsResponse.class)
        .securityGroups()
        .stream()
        .map(SecurityGroup::groupName)
        .toList();
  }

  @Test
  void requestsMeanGroupsByIdByNameOrTheDefaultOne() {
    String web = create("web");
    String ssh = create("ssh");

    assertThat(named(List.of(web), List.of("ssh", "web"))).containsExactly("web", "ssh");
    assertThat(named(List.of(ssh), List.of())).containsExactly("ssh");
    assertThat(named(List.of(), List.of())).containsExactly("default");
    refused("InvalidGroup.NotFound", () -> named(List.of(), List.of("none")));
  }

  private List<String> named(List<String> ids, List<String> names) {
    List<Row<SecurityGroup>> rows =
        book.change(draft -> GroupActions.named(draft, VPC, ME, ids, names));
    return rows.stream().map(row -> row.value().groupName()).toList();
  }

  @Test
  void thereIsOneVpcWithASubnetAZone() {
    Vpc vpc =
        run(
                DescribeVpcsRequest.builder()
                    .filters(Filter.builder().name("isDefault").values("true").build())
                    .build(),
                DescribeVpcsResponse.class)
            .vpcs()
            .getFirst();
    assertThat(vpc.cidrBlock()).isEqualTo("172.31.0.0/16");
    assertThat(vpc.isDefault()).isTrue();
    List<Subnet> subnets =
        run(DescribeSubnetsRequest.builder().build(), DescribeSubnetsResponse.class).subnets();
    assertThat(subnets)
        .extracting(Subnet::cidrBlock)
        .containsExactlyInAnyOrder("172.31.0.0/20", "172.31.16.0/20");
    assertThat(subnets).extracting(Subnet::availableIpAddressCount).containsOnly(4091);
    refused(
        "InvalidVpcID.NotFound",
        () -> run(DescribeVpcsRequest.builder().vpcIds("vpc-0123456789abcdef0").build(), call));
  }

  @Test
  void interfacesAreThoseOfInstances() {
    book.update(draft ->
        draft.put(
            Row.of(
                Kind.INSTANCE,
                "i-1",
                ME,
                Instance.builder()
                    .instanceId("i-1")
                    .placement(place -> place.availabilityZone("lab-1a"))
                    .networkInterfaces(
                        InstanceNetworkInterface.builder()
                            .networkInterfaceId("eni-1")
                            .privateIpAddress("172.31.0.5")
                            .build())
                    .build())));

    List<NetworkInterface> all =
        run(
                DescribeNetworkInterfacesRequest.builder()
                    .filters(Filter.builder().name("attachment.instance-id").values("i-1").build())
                    .build(),
                DescribeNetworkInterfacesResponse.class)
            .networkInterfaces();
    assertThat(all).hasSize(1);
    assertThat(all.getFirst().attachment().instanceId()).isEqualTo("i-1");
    assertThat(all.getFirst().privateIpAddress()).isEqualTo("172.31.0.5");
  }
}
