package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.network.RegionVpc;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** Shows the region's one VPC, which is everybody's default. */
final class DescribeVpcs implements Action<DescribeVpcsRequest, DescribeVpcsResponse> {
  private static final Kind<Vpc> VPC = new Kind<>("vpc", Vpc.class, Vpc::builder);
  private static final Filters<Vpc> FILTERS =
      Filters.tagged(Vpc::tags)
          .with("vpc-id", row -> Stream.of(row.id()))
          .with("cidr", row -> Stream.of(row.value().cidrBlock()))
          .with("cidr-block-association.cidr-block", row -> Stream.of(row.value().cidrBlock()))
          .with("dhcp-options-id", row -> Stream.of(row.value().dhcpOptionsId()))
          .with("is-default", row -> Stream.of("true"))
          .with("isDefault", row -> Stream.of("true"))
          .with("owner-id", row -> Stream.of(row.account()))
          .with("state", row -> Stream.of(row.value().stateAsString()));

  private final RegionVpc vpc;

  DescribeVpcs(RegionVpc vpc) {
    this.vpc = vpc;
  }

  @Override
  public Class<DescribeVpcsRequest> request() {
    return DescribeVpcsRequest.class;
  }

  @Override
  public DescribeVpcsResponse run(DescribeVpcsRequest request, Call call) {
    for (String id : request.vpcIds()) {
      if (!id.equals(vpc.id())) {
        throw NotFound.of(id);
      }
    }
    Page<Row<Vpc>> page =
        Page.ofRows(
            FILTERS.apply(request.filters(), List.of(row(call.account()))),
            request.maxResults(),
            request.nextToken());
    return DescribeVpcsResponse.builder()
        .vpcs(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }

  private Row<Vpc> row(String account) {
    return Row.of(
        VPC,
        vpc.id(),
        account,
        Vpc.builder()
            .vpcId(vpc.id())
            .cidrBlock(vpc.cidr())
            .cidrBlockAssociationSet(
                VpcCidrBlockAssociation.builder()
                    .associationId(vpc.id().replace("vpc-", "vpc-cidr-assoc-"))
                    .cidrBlock(vpc.cidr())
                    .cidrBlockState(state -> state.state(VpcCidrBlockStateCode.ASSOCIATED))
                    .build())
            .dhcpOptionsId(vpc.id().replace("vpc-", "dopt-"))
            .instanceTenancy(Tenancy.DEFAULT)
            .isDefault(true)
            .ownerId(account)
            .state(VpcState.AVAILABLE)
            .tags(List.of())
            .build());
  }
}
