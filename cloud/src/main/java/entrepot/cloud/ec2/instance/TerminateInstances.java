package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.Lives;
import entrepot.cloud.compute.States;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** Ends instances for good, all that are named or none. */
final class TerminateInstances
    implements Action<TerminateInstancesRequest, TerminateInstancesResponse> {
  private final Lives lives;

  TerminateInstances(Lives lives) {
    this.lives = lives;
  }

  @Override
  public Class<TerminateInstancesRequest> request() {
    return TerminateInstancesRequest.class;
  }

  @Override
  public void check(TerminateInstancesRequest request, Call call) {
    allowed(call.book(), request, call);
  }

  @Override
  public TerminateInstancesResponse run(TerminateInstancesRequest request, Call call) {
    List<InstanceStateChange> changes =
        call.book()
            .change(draft ->
                allowed(draft, request, call).stream()
                    .map(row -> {
                      if (!States.lives(row)) {
                        return Instances.change(row, row);
                      }
                      Row<Instance> leaving =
                          States.leaving(
                              row,
                              InstanceStateName.SHUTTING_DOWN,
                              States.USER,
                              call.region().clock().instant(),
                              false);
                      draft.put(leaving);
                      return Instances.change(row, leaving);
                    })
                    .toList());
    changes.forEach(change -> lives.wake(change.instanceId()));
    return TerminateInstancesResponse.builder().terminatingInstances(changes).build();
  }

  private static List<Row<Instance>> allowed(
      Rows rows, TerminateInstancesRequest request, Call call) {
    List<Row<Instance>> named = Instances.all(rows, call, request.instanceIds());
    for (Row<Instance> row : named) {
      if (States.lives(row) && row.note(InstanceNotes.TERMINATION_PROTECTION).isPresent()) {
        throw Ec2Failure.of(
            "OperationNotPermitted",
            "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again."
                .formatted(row.id()));
      }
    }
    return named;
  }
}
