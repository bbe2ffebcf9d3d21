package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.States;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;

/** Finds the instances that a request names, among the caller's. */
final class Instances {
  private Instances() {}

  /** The one of that id; throws {@link Ec2Failure}. */
  static Row<Instance> one(Rows rows, Call call, @Nullable String id) {
    if (id == null) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter InstanceId");
    }
    return rows.find(Kind.INSTANCE, id)
        .filter(row -> row.account().equals(call.account()))
        .orElseThrow(() -> NotFound.of(id.startsWith("i-") ? id : "i-" + id));
  }

  /** Those of these ids, each once; throws {@link Ec2Failure} also where none is named. */
  static List<Row<Instance>> all(Rows rows, Call call, Collection<String> ids) {
    if (ids.isEmpty()) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter InstanceId");
    }
    return new LinkedHashSet<>(ids).stream().map(id -> one(rows, call, id)).toList();
  }

  /** Those of these ids, or all of the caller's where none is named. */
  static List<Row<Instance>> described(Call call, Collection<String> ids) {
    return ids.isEmpty()
        ? call.book().all(Kind.INSTANCE).stream()
            .filter(row -> row.account().equals(call.account()))
            .toList()
        : all(call.book(), call, ids);
  }

  /** What a request to change states answers of one instance. */
  static InstanceStateChange change(Row<Instance> before, Row<Instance> after) {
    return InstanceStateChange.builder()
        .instanceId(after.id())
        .previousState(state(before))
        .currentState(state(after))
        .build();
  }

  private static InstanceState state(Row<Instance> row) {
    return States.state(States.of(row));
  }

  /** The error of an act that a state does not allow. */
  static Ec2Failure incorrectState(Row<Instance> row, String act) {
    return Ec2Failure.of(
        "IncorrectInstanceState",
        "The instance '%s' is not in a state from which it can be %s: it is %s."
            .formatted(row.id(), act, row.value().state().nameAsString()));
  }
}
