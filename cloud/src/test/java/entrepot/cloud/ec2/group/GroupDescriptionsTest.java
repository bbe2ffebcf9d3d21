package entrepot.cloud.ec2.group;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
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
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

class GroupDescriptionsTest extends WithGroups {
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
