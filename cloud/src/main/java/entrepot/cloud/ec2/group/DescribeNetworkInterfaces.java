package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Lists the interfaces that the account's instances have; there are no others. */
final class DescribeNetworkInterfaces
    implements Action<DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResponse> {
  private static final Kind<NetworkInterface> INTERFACE =
      new Kind<>("network-interface", NetworkInterface.class, NetworkInterface::builder);
  private static final Filters<NetworkInterface> FILTERS =
      Filters.tagged(NetworkInterface::tagSet)
          .with("network-interface-id", row -> Stream.of(row.id()))
          .with("attachment.instance-id", row -> Stream.of(row.value().attachment().instanceId()))
          .with("attachment.status", row -> Stream.of(row.value().attachment().statusAsString()))
          .with("availability-zone", row -> some(row.value().availabilityZone()))
          .with("mac-address", row -> some(row.value().macAddress()))
          .with("owner-id", row -> Stream.of(row.account()))
          .with("private-ip-address", row -> some(row.value().privateIpAddress()))
          .with("addresses.private-ip-address", row -> some(row.value().privateIpAddress()))
          .with("private-dns-name", row -> some(row.value().privateDnsName()))
          .with(
              "association.public-ip",
              row ->
                  row.value().association() == null
                      ? Stream.empty()
                      : some(row.value().association().publicIp()))
          .with("group-id", row -> row.value().groups().stream().map(GroupIdentifier::groupId))
          .with("group-name", row -> row.value().groups().stream().map(GroupIdentifier::groupName))
          .with("status", row -> some(row.value().statusAsString()))
          .with("subnet-id", row -> some(row.value().subnetId()))
          .with("vpc-id", row -> some(row.value().vpcId()));

  @Override
  public Class<DescribeNetworkInterfacesRequest> request() {
    return DescribeNetworkInterfacesRequest.class;
  }

  @Override
  public DescribeNetworkInterfacesResponse run(
      DescribeNetworkInterfacesRequest request, Call call) {
    List<Row<NetworkInterface>> all =
        call.book().all(Kind.INSTANCE).stream()
            .filter(row -> row.account().equals(call.account()))
            .flatMap(row ->
                row.value().networkInterfaces().stream()
                    .map(nic -> AttachedInterface.describe(row, nic)))
            .map(nic -> Row.of(INTERFACE, nic.networkInterfaceId(), call.account(), nic))
            .sorted(Comparator.comparing(Row::id))
            .toList();
    for (String id : request.networkInterfaceIds()) {
      if (all.stream().noneMatch(row -> row.id().equals(id))) {
        throw NotFound.of(id);
      }
    }
    List<Row<NetworkInterface>> asked =
        request.networkInterfaceIds().isEmpty()
            ? all
            : all.stream().filter(row -> request.networkInterfaceIds().contains(row.id())).toList();
    Page<Row<NetworkInterface>> page =
        Page.ofRows(
            FILTERS.apply(request.filters(), asked), request.maxResults(), request.nextToken());
    return DescribeNetworkInterfacesResponse.builder()
        .networkInterfaces(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }

  private static Stream<String> some(@Nullable String value) {
    return value == null ? Stream.empty() : Stream.of(value);
  }
}
