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
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;

/** Powers instances off whose root is a volume; Force does not wait for the guest. */
final class StopInstances implements Action<StopInstancesRequest, StopInstancesResponse> {
  private final Lives lives;

  StopInstances(Lives lives) {
    this.lives = lives;
  }

  @Override
  public Class<StopInstancesRequest> request() {
    return StopInstancesRequest.class;
  }

  @Override
  public void check(StopInstancesRequest request, Call call) {
    allowed(call.book(), request, call);
  }

  @Override
  public StopInstancesResponse run(StopInstancesRequest request, Call call) {
    boolean force = Boolean.TRUE.equals(request.force());
    List<InstanceStateChange> changes =
        call.book()
            .change(draft ->
                allowed(draft, request, call).stream()
                    .map(row -> {
                      if (States.of(row) == InstanceStateName.STOPPED) {
                        return Instances.change(row, row);
                      }
                      Row<Instance> leaving =
                          States.leaving(
                              row,
                              InstanceStateName.STOPPING,
                              States.USER,
                              call.region().clock().instant(),
                              force);
                      draft.put(leaving);
                      return Instances.change(row, leaving);
                    })
                    .toList());
    changes.forEach(change -> lives.wake(change.instanceId()));
    return StopInstancesResponse.builder().stoppingInstances(changes).build();
  }

  private static List<Row<Instance>> allowed(Rows rows, StopInstancesRequest request, Call call) {
    if (Boolean.TRUE.equals(request.hibernate())) {
      throw Ec2Failure.of(
          "UnsupportedHibernationConfiguration", "Instances do not hibernate here.");
    }
    List<Row<Instance>> named = Instances.all(rows, call, request.instanceIds());
    for (Row<Instance> row : named) {
      if (row.value().rootDeviceType() != DeviceType.EBS) {
        throw Ec2Failure.of(
            "UnsupportedOperation",
            "The instance '%s' does not have an 'ebs' root device type and cannot be stopped."
                .formatted(row.id()));
      }
      if (row.note(InstanceNotes.STOP_PROTECTION).isPresent()) {
        throw Ec2Failure.of(
            "OperationNotPermitted",
            "The instance '%s' may not be stopped. Modify its 'disableApiStop' instance attribute and try again."
                .formatted(row.id()));
      }
      switch (States.of(row)) {
        case RUNNING, STOPPING, STOPPED, PENDING -> {}
        default -> throw Instances.incorrectState(row, "stopped");
      }
    }
    return named;
  }
}
