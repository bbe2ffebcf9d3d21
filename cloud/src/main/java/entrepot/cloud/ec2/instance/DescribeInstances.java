package entrepot.cloud.ec2.instance;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Row;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The caller's instances; terminated ones for an hour. */
final class DescribeInstances
    implements Action<DescribeInstancesRequest, DescribeInstancesResponse> {
  @Override
  public Class<DescribeInstancesRequest> request() {
    return DescribeInstancesRequest.class;
  }

  @Override
  public DescribeInstancesResponse run(DescribeInstancesRequest request, Call call) {
    Page<Row<Instance>> page =
        Page.ofRows(
            InstanceFilters.ALL.apply(
                request.filters(), Instances.described(call, request.instanceIds())),
            request.maxResults(),
            request.nextToken());
    return DescribeInstancesResponse.builder()
        .reservations(Reservations.of(page.items()))
        .nextToken(page.next())
        .build();
  }
}
