package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.Addresses;
import entrepot.cloud.compute.Capacity;
import entrepot.cloud.compute.Lives;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.ClientTokens;
import entrepot.cloud.ec2.Ids;
import entrepot.cloud.ec2.group.GroupActions;
import entrepot.cloud.network.RegionVpc;
import entrepot.cloud.record.Draft;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import entrepot.kit.CrashPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/** Launches instances: records them as pending, all in one change, and begins their lives. */
final class RunInstances implements Action<RunInstancesRequest, RunInstancesResponse> {
  private final LaunchPlan plan;
  private final RegionVpc vpc;
  private final Addresses addresses;
  private final Capacity capacity;
  private final Lives lives;

  RunInstances(
      LaunchPlan plan, RegionVpc vpc, Addresses addresses, Capacity capacity, Lives lives) {
    this.plan = plan;
    this.vpc = vpc;
    this.addresses = addresses;
    this.capacity = capacity;
    this.lives = lives;
  }

  @Override
  public Class<RunInstancesRequest> request() {
    return RunInstancesRequest.class;
  }

  @Override
  public void check(RunInstancesRequest request, Call call) {
    if (!before(call.book(), request, call).isEmpty()) {
      // What it made may well be what takes up the room.
      return;
    }
    Launch launch =
        plan.of(
            call.book(),
            request,
            call,
            (ids, _) -> Checks.groups(call.book(), call.account(), ids));
    capacity.withinLimit(call.book(), call.account(), request.minCount());
    capacity.fitting(request.minCount(), request.maxCount(), launch.type().guest().memoryMiB());
  }

  @Override
  public RunInstancesResponse run(RunInstancesRequest request, Call call) {
    List<Row<Instance>> rows =
        capacity.alone(() -> call.book().change(draft -> record(draft, request, call)));
    CrashPoint.CLOUD_LAUNCH_AFTER_RECORD.reached();
    rows.forEach(row -> lives.wake(row.id()));
    Reservation reservation = Reservations.of(rows).getFirst();
    return RunInstancesResponse.builder()
        .reservationId(reservation.reservationId())
        .ownerId(reservation.ownerId())
        .groups(reservation.groups())
        .instances(reservation.instances())
        .build();
  }

  private List<Row<Instance>> record(Draft draft, RunInstancesRequest request, Call call) {
    List<Row<Instance>> before = before(draft, request, call);
    if (!before.isEmpty()) {
      return before;
    }
    Launch launch = plan.of(draft, request, call, (ids, names) -> groups(draft, call, ids, names));
    capacity.withinLimit(call.book(), call.account(), request.minCount());
    int count =
        capacity.fitting(request.minCount(), request.maxCount(), launch.type().guest().memoryMiB());
    String reservation = Ids.next("r");
    Instant now = call.region().clock().instant();
    List<Row<Instance>> rows = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      Row<Instance> row = addresses.given(draft, launch.instance(reservation, index, now));
      row = ClientTokens.mark(row, request.clientToken(), request);
      draft.put(row);
      rows.add(row);
    }
    return rows;
  }

  private static List<Row<Instance>> before(Rows rows, RunInstancesRequest request, Call call) {
    return ClientTokens.made(rows, Kind.INSTANCE, call.account(), request.clientToken(), request)
        .stream()
        .sorted(Comparator.comparing(row -> row.value().amiLaunchIndex()))
        .toList();
  }

  private List<GroupIdentifier> groups(
      Draft draft, Call call, List<String> ids, List<String> names) {
    return GroupActions.named(draft, vpc, call.account(), ids, names).stream()
        .map(row ->
            GroupIdentifier.builder().groupId(row.id()).groupName(row.value().groupName()).build())
        .toList();
  }
}
