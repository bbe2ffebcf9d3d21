package entrepot.cloud.ec2.place;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** Tells where each instance type can be had: everywhere. */
final class DescribeInstanceTypeOfferings
    implements Action<DescribeInstanceTypeOfferingsRequest, DescribeInstanceTypeOfferingsResponse> {
  private static final Kind<InstanceTypeOffering> OFFERING =
      new Kind<>("offering", InstanceTypeOffering.class, InstanceTypeOffering::builder);
  private static final Filters<InstanceTypeOffering> FILTERS =
      Filters.<InstanceTypeOffering>untagged()
          .with("instance-type", row -> Stream.of(row.value().instanceTypeAsString()))
          .with("location", row -> Stream.of(row.value().location()));

  private final InstanceTypes types;

  DescribeInstanceTypeOfferings(InstanceTypes types) {
    this.types = types;
  }

  @Override
  public Class<DescribeInstanceTypeOfferingsRequest> request() {
    return DescribeInstanceTypeOfferingsRequest.class;
  }

  @Override
  public DescribeInstanceTypeOfferingsResponse run(
      DescribeInstanceTypeOfferingsRequest request, Call call) {
    LocationType where =
        request.locationTypeAsString() == null ? LocationType.REGION : request.locationType();
    List<String> places =
        switch (where) {
          case REGION -> List.of(call.region().name());
          case AVAILABILITY_ZONE -> call.region().zones();
          case AVAILABILITY_ZONE_ID ->
              Stream.iterate(1, at -> at + 1)
                  .limit(call.region().zones().size())
                  .map(at -> call.region().name() + "-az" + at)
                  .toList();
          case OUTPOST -> List.of();
          case UNKNOWN_TO_SDK_VERSION ->
              throw Ec2Failure.of(
                  "InvalidParameterValue",
                  "Invalid value '" + request.locationTypeAsString() + "' for LocationType.");
        };
    List<Row<InstanceTypeOffering>> all =
        places.stream()
            .flatMap(place -> types.all().stream().map(type -> row(type, place, where, call)))
            .toList();
    Page<Row<InstanceTypeOffering>> page =
        Page.of(FILTERS.apply(request.filters(), all), request.maxResults(), request.nextToken());
    return DescribeInstanceTypeOfferingsResponse.builder()
        .instanceTypeOfferings(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }

  private static Row<InstanceTypeOffering> row(
      InstanceType type, String place, LocationType where, Call call) {
    return Row.of(
        OFFERING,
        type.name() + " " + place,
        call.account(),
        InstanceTypeOffering.builder()
            .instanceType(type.name())
            .location(place)
            .locationType(where)
            .build());
  }
}
