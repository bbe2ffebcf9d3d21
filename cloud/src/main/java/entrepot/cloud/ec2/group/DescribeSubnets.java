package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.network.RegionVpc;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;

/** Shows the region's subnets: one a zone. */
final class DescribeSubnets implements Action<DescribeSubnetsRequest, DescribeSubnetsResponse> {
  private static final Kind<Subnet> SUBNET = new Kind<>("subnet", Subnet.class, Subnet::builder);
  private static final Filters<Subnet> FILTERS =
      Filters.tagged(Subnet::tags)
          .with("subnet-id", row -> Stream.of(row.id()))
          .with("vpc-id", row -> Stream.of(row.value().vpcId()))
          .with("availability-zone", row -> Stream.of(row.value().availabilityZone()))
          .with("availabilityZone", row -> Stream.of(row.value().availabilityZone()))
          .with("cidr", row -> Stream.of(row.value().cidrBlock()))
          .with("cidr-block", row -> Stream.of(row.value().cidrBlock()))
          .with("cidrBlock", row -> Stream.of(row.value().cidrBlock()))
          .with("default-for-az", row -> Stream.of("true"))
          .with("defaultForAz", row -> Stream.of("true"))
          .with("map-public-ip-on-launch", row -> Stream.of("true"))
          .with("owner-id", row -> Stream.of(row.account()))
          .with("state", row -> Stream.of(row.value().stateAsString()));

  private final RegionVpc vpc;

  DescribeSubnets(RegionVpc vpc) {
    this.vpc = vpc;
  }

  @Override
  public Class<DescribeSubnetsRequest> request() {
    return DescribeSubnetsRequest.class;
  }

  @Override
  public DescribeSubnetsResponse run(DescribeSubnetsRequest request, Call call) {
    List<Row<Subnet>> all =
        vpc.zones().stream()
            .map(zone -> row(zone, call))
            .sorted(Comparator.comparing(Row::id))
            .toList();
    for (String id : request.subnetIds()) {
      if (all.stream().noneMatch(row -> row.id().equals(id))) {
        throw NotFound.of(id);
      }
    }
    List<Row<Subnet>> asked =
        request.subnetIds().isEmpty()
            ? all
            : all.stream().filter(row -> request.subnetIds().contains(row.id())).toList();
    Page<Row<Subnet>> page =
        Page.ofRows(
            FILTERS.apply(request.filters(), asked), request.maxResults(), request.nextToken());
    return DescribeSubnetsResponse.builder()
        .subnets(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }

  private Row<Subnet> row(String zone, Call call) {
    String id = vpc.subnetId(zone);
    return Row.of(
        SUBNET,
        id,
        call.account(),
        Subnet.builder()
            .subnetId(id)
            .vpcId(vpc.id())
            .availabilityZone(zone)
            .cidrBlock(vpc.subnet(zone).toCanonicalString())
            .availableIpAddressCount(vpc.free(call.book(), zone))
            .assignIpv6AddressOnCreation(false)
            .defaultForAz(true)
            .mapPublicIpOnLaunch(true)
            .ownerId(call.account())
            .state(SubnetState.AVAILABLE)
            .tags(List.of())
            .build());
  }
}
