package entrepot.cloud.ec2.place;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneOptInStatus;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;

/** Lists the region's zones. */
final class DescribeAvailabilityZones
    implements Action<DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResponse> {
  private static final Kind<AvailabilityZone> ZONE =
      new Kind<>("zone", AvailabilityZone.class, AvailabilityZone::builder);
  private static final Filters<AvailabilityZone> FILTERS =
      Filters.<AvailabilityZone>untagged()
          .with("zone-name", row -> Stream.of(row.value().zoneName()))
          .with("zone-id", row -> Stream.of(row.value().zoneId()))
          .with("zone-type", row -> Stream.of(row.value().zoneType()))
          .with("region-name", row -> Stream.of(row.value().regionName()))
          .with("group-name", row -> Stream.of(row.value().groupName()))
          .with("opt-in-status", row -> Stream.of(row.value().optInStatusAsString()))
          .with("state", row -> Stream.of(row.value().stateAsString()));

  @Override
  public Class<DescribeAvailabilityZonesRequest> request() {
    return DescribeAvailabilityZonesRequest.class;
  }

  @Override
  public DescribeAvailabilityZonesResponse run(
      DescribeAvailabilityZonesRequest request, Call call) {
    List<Row<AvailabilityZone>> zones =
        IntStream.range(0, call.region().zones().size()).mapToObj(at -> zone(at, call)).toList();
    known(request.zoneNames(), zones.stream().map(row -> row.value().zoneName()).toList());
    known(request.zoneIds(), zones.stream().map(Row::id).toList());
    List<Row<AvailabilityZone>> asked =
        zones.stream()
            .filter(row -> asks(request.zoneNames(), row.value().zoneName()))
            .filter(row -> asks(request.zoneIds(), row.id()))
            .toList();
    return DescribeAvailabilityZonesResponse.builder()
        .availabilityZones(
            FILTERS.apply(request.filters(), asked).stream().map(Row::value).toList())
        .build();
  }

  private static boolean asks(List<String> asked, String name) {
    return asked.isEmpty() || asked.contains(name);
  }

  private static void known(List<String> asked, List<String> names) {
    for (String name : asked) {
      if (!names.contains(name)) {
        throw Ec2Failure.of("InvalidParameterValue", "Invalid availability zone: [" + name + "]");
      }
    }
  }

  private static Row<AvailabilityZone> zone(int at, Call call) {
    String region = call.region().name();
    String id = region + "-az" + (at + 1);
    return Row.of(
        ZONE,
        id,
        call.account(),
        AvailabilityZone.builder()
            .zoneName(call.region().zones().get(at))
            .zoneId(id)
            .zoneType("availability-zone")
            .regionName(region)
            .groupName(region)
            .networkBorderGroup(region)
            .state(AvailabilityZoneState.AVAILABLE)
            .optInStatus(AvailabilityZoneOptInStatus.OPT_IN_NOT_REQUIRED)
            .messages(List.of())
            .build());
  }
}
