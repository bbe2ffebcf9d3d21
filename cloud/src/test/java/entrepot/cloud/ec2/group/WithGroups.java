package entrepot.cloud.ec2.group;

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
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Ec2Response;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** What tests of these actions have in common: a region of its own, and two accounts. */
abstract class WithGroups {
  static final String ME = "000000000001";
  static final String OTHER = "000000000002";
  static final RegionVpc VPC =
      new RegionVpc("lab-1", List.of("lab-1a", "lab-1b"), NetworkPlan.range("172.31.0.0/16"));

  @TempDir Path folder;
  final AtomicInteger changes = new AtomicInteger();
  private final List<Action<?, ?>> actions = GroupActions.all(VPC, changes::incrementAndGet);
  private Ledger ledger;
  Call call;
  Book book;

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

  <S extends Ec2Response> S run(Ec2Request request, Class<S> response) {
    return response.cast(run(request, call));
  }

  @SuppressWarnings("unchecked") // the action is found by its request's class
  Ec2Response run(Ec2Request request, Call as) {
    Action<Ec2Request, Ec2Response> action =
        (Action<Ec2Request, Ec2Response>)
            actions.stream()
                .filter(each -> each.request().equals(request.getClass()))
                .findFirst()
                .orElseThrow();
    action.check(request, as);
    return action.run(request, as);
  }

  static void refused(String code, ThrowingCallable doing) {
    assertThatThrownBy(doing)
        .asInstanceOf(type(Ec2Failure.class))
        .extracting(Ec2Failure::code)
        .isEqualTo(code);
  }

  String create(String name) {
    return run(
            CreateSecurityGroupRequest.builder().groupName(name).description("of " + name).build(),
            CreateSecurityGroupResponse.class)
        .groupId();
  }

  SecurityGroup describe(String id) {
    return run(
            DescribeSecurityGroupsRequest.builder().groupIds(id).build(),
            DescribeSecurityGroupsResponse.class)
        .securityGroups()
        .getFirst();
  }

  static IpPermission ssh(String... cidrs) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(22)
        .toPort(22)
        .ipRanges(
            List.of(cidrs).stream().map(cidr -> IpRange.builder().cidrIp(cidr).build()).toList())
        .build();
  }

  AuthorizeSecurityGroupIngressResponse authorize(String id, IpPermission... rules) {
    return run(
        AuthorizeSecurityGroupIngressRequest.builder().groupId(id).ipPermissions(rules).build(),
        AuthorizeSecurityGroupIngressResponse.class);
  }
}
