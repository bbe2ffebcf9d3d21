package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.Lives;
import entrepot.cloud.compute.States;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.record.Row;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;

/** Resets the machines of running instances. */
final class RebootInstances implements Action<RebootInstancesRequest, RebootInstancesResponse> {
  private final Lives lives;

  RebootInstances(Lives lives) {
    this.lives = lives;
  }

  @Override
  public Class<RebootInstancesRequest> request() {
    return RebootInstancesRequest.class;
  }

  @Override
  public void check(RebootInstancesRequest request, Call call) {
    running(request, call);
  }

  @Override
  public RebootInstancesResponse run(RebootInstancesRequest request, Call call) {
    running(request, call).forEach(row -> lives.reset(row.id()));
    return RebootInstancesResponse.builder().build();
  }

  private static List<Row<Instance>> running(RebootInstancesRequest request, Call call) {
    List<Row<Instance>> named = Instances.all(call.book(), call, request.instanceIds());
    for (Row<Instance> row : named) {
      if (States.of(row) != InstanceStateName.RUNNING) {
        throw Instances.incorrectState(row, "rebooted");
      }
    }
    return named;
  }
}
