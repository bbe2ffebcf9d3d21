package entrepot.cloud.ec2.place;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;

/** Lists the regions and where their APIs are. */
final class DescribeRegions implements Action<DescribeRegionsRequest, DescribeRegionsResponse> {
  private static final String OPT_IN = "opt-in-not-required";
  private static final Kind<Region> REGION = new Kind<>("region", Region.class, Region::builder);
  private static final Filters<Region> FILTERS =
      Filters.<Region>untagged()
          .with("region-name", row -> Stream.of(row.value().regionName()))
          .with("endpoint", row -> Stream.of(row.value().endpoint()))
          .with("opt-in-status", row -> Stream.of(row.value().optInStatus()));

  private final Supplier<Map<String, String>> endpoints;

  DescribeRegions(Supplier<Map<String, String>> endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public Class<DescribeRegionsRequest> request() {
    return DescribeRegionsRequest.class;
  }

  @Override
  public DescribeRegionsResponse run(DescribeRegionsRequest request, Call call) {
    Map<String, String> known = new TreeMap<>(endpoints.get());
    for (String name : request.regionNames()) {
      if (!known.containsKey(name)) {
        throw Ec2Failure.of("InvalidParameterValue", "Invalid region name: '" + name + "'");
      }
    }
    List<Row<Region>> rows =
        known.entrySet().stream()
            .filter(one ->
                request.regionNames().isEmpty() || request.regionNames().contains(one.getKey()))
            .map(one -> row(one.getKey(), one.getValue(), call))
            .toList();
    return DescribeRegionsResponse.builder()
        .regions(FILTERS.apply(request.filters(), rows).stream().map(Row::value).toList())
        .build();
  }

  private static Row<Region> row(String name, String endpoint, Call call) {
    return Row.of(
        REGION,
        name,
        call.account(),
        Region.builder().regionName(name).endpoint(endpoint).optInStatus(OPT_IN).build());
  }
}
