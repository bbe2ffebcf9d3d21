package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.States;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusDetails;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.StatusName;
import software.amazon.awssdk.services.ec2.model.StatusType;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/** The states of instances, and whether they answer: of running ones, of all where asked. */
final class DescribeInstanceStatus
    implements Action<DescribeInstanceStatusRequest, DescribeInstanceStatusResponse> {
  private static final Filters<Instance> FILTERS =
      Filters.<Instance>untagged()
          .with("availability-zone", row -> Stream.of(row.value().placement().availabilityZone()))
          .with("instance-state-code", row -> Stream.of("" + row.value().state().code()))
          .with("instance-state-name", row -> Stream.of(row.value().state().nameAsString()))
          .with("instance-status.status", row -> Stream.of(summary(row).toString()))
          .with("instance-status.reachability", row -> Stream.of(detail(row).toString()))
          .with("system-status.status", row -> Stream.of(summary(row).toString()))
          .with("system-status.reachability", row -> Stream.of(detail(row).toString()));

  @Override
  public Class<DescribeInstanceStatusRequest> request() {
    return DescribeInstanceStatusRequest.class;
  }

  @Override
  public DescribeInstanceStatusResponse run(DescribeInstanceStatusRequest request, Call call) {
    boolean all = Boolean.TRUE.equals(request.includeAllInstances());
    List<Row<Instance>> rows =
        Instances.described(call, request.instanceIds()).stream()
            .filter(row -> all || States.of(row) == InstanceStateName.RUNNING)
            .toList();
    Page<Row<Instance>> page =
        Page.ofRows(
            FILTERS.apply(request.filters(), rows), request.maxResults(), request.nextToken());
    return DescribeInstanceStatusResponse.builder()
        .instanceStatuses(page.items().stream().map(DescribeInstanceStatus::status).toList())
        .nextToken(page.next())
        .build();
  }

  private static InstanceStatus status(Row<Instance> row) {
    InstanceStatusSummary summary =
        InstanceStatusSummary.builder()
            .status(summary(row))
            .details(
                InstanceStatusDetails.builder()
                    .name(StatusName.REACHABILITY)
                    .status(detail(row))
                    .build())
            .build();
    return InstanceStatus.builder()
        .instanceId(row.id())
        .availabilityZone(row.value().placement().availabilityZone())
        .instanceState(row.value().state())
        .instanceStatus(summary)
        .systemStatus(summary)
        .build();
  }

  private static SummaryStatus summary(Row<Instance> row) {
    return switch (States.of(row)) {
      case RUNNING -> SummaryStatus.OK;
      case PENDING -> SummaryStatus.INITIALIZING;
      default -> SummaryStatus.NOT_APPLICABLE;
    };
  }

  private static StatusType detail(Row<Instance> row) {
    return switch (States.of(row)) {
      case RUNNING -> StatusType.PASSED;
      case PENDING -> StatusType.INITIALIZING;
      default -> StatusType.INSUFFICIENT_DATA;
    };
  }
}
