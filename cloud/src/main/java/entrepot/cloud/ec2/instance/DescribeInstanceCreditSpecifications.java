package entrepot.cloud.ec2.instance;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceCreditSpecification;

/** How burstable instances count their credits: nothing is counted here, all are unlimited. */
final class DescribeInstanceCreditSpecifications
    implements Action<
        DescribeInstanceCreditSpecificationsRequest, DescribeInstanceCreditSpecificationsResponse> {
  private static final Filters<Instance> FILTERS =
      Filters.<Instance>untagged().with("instance-id", row -> Stream.of(row.id()));

  @Override
  public Class<DescribeInstanceCreditSpecificationsRequest> request() {
    return DescribeInstanceCreditSpecificationsRequest.class;
  }

  @Override
  public DescribeInstanceCreditSpecificationsResponse run(
      DescribeInstanceCreditSpecificationsRequest request, Call call) {
    List<Row<Instance>> rows =
        FILTERS.apply(request.filters(), Instances.described(call, request.instanceIds()));
    Page<Row<Instance>> page =
        Page.ofRows(
            rows.stream()
                .filter(row -> row.value().instanceTypeAsString().startsWith("t"))
                .toList(),
            request.maxResults(),
            request.nextToken());
    return DescribeInstanceCreditSpecificationsResponse.builder()
        .instanceCreditSpecifications(
            page.items().stream()
                .map(row ->
                    InstanceCreditSpecification.builder()
                        .instanceId(row.id())
                        .cpuCredits("unlimited")
                        .build())
                .toList())
        .nextToken(page.next())
        .build();
  }
}
