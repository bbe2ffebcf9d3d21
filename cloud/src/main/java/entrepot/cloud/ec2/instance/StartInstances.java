package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.Addresses;
import entrepot.cloud.compute.Capacity;
import entrepot.cloud.compute.Lives;
import entrepot.cloud.compute.States;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;

/** Boots stopped instances, with the disks that they have. */
final class StartInstances implements Action<StartInstancesRequest, StartInstancesResponse> {
  private final Lives lives;
  private final Capacity capacity;
  private final InstanceTypes types;
  private final Addresses addresses;

  StartInstances(Lives lives, Capacity capacity, InstanceTypes types, Addresses addresses) {
    this.addresses = addresses;
    this.lives = lives;
    this.capacity = capacity;
    this.types = types;
  }

  @Override
  public Class<StartInstancesRequest> request() {
    return StartInstancesRequest.class;
  }

  @Override
  public void check(StartInstancesRequest request, Call call) {
    allowed(call.book(), request, call);
  }

  @Override
  public StartInstancesResponse run(StartInstancesRequest request, Call call) {
    List<InstanceStateChange> changes = capacity.alone(() -> begin(request, call));
    changes.forEach(change -> lives.wake(change.instanceId()));
    return StartInstancesResponse.builder().startingInstances(changes).build();
  }

  private List<InstanceStateChange> begin(StartInstancesRequest request, Call call) {
    return call.book()
        .change(draft -> {
          List<Row<Instance>> named = allowed(draft, request, call);
          int wanted =
              named.stream()
                  .filter(row -> States.of(row) == InstanceStateName.STOPPED)
                  .mapToInt(
                      row -> types.asked(row.value().instanceTypeAsString()).guest().memoryMiB())
                  .sum();
          capacity.mustHave(wanted);
          return named.stream()
              .map(row -> {
                if (States.of(row) != InstanceStateName.STOPPED) {
                  return Instances.change(row, row);
                }
                Row<Instance> pending =
                    addresses.again(draft, States.pending(row, call.region().clock().instant()));
                draft.put(pending);
                return Instances.change(row, pending);
              })
              .toList();
        });
  }

  private static List<Row<Instance>> allowed(Rows rows, StartInstancesRequest request, Call call) {
    List<Row<Instance>> named = Instances.all(rows, call, request.instanceIds());
    for (Row<Instance> row : named) {
      switch (States.of(row)) {
        case STOPPED, RUNNING, PENDING -> {}
        default -> throw Instances.incorrectState(row, "started");
      }
    }
    return named;
  }
}
