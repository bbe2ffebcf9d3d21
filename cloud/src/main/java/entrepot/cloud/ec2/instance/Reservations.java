package entrepot.cloud.ec2.instance;

import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** Instances as the API shows them: together with those that one request launched. */
final class Reservations {
  private Reservations() {}

  /** The reservations of these, in the order of their first instances. */
  static List<Reservation> of(List<Row<Instance>> rows) {
    Map<String, List<Row<Instance>>> together = new LinkedHashMap<>();
    for (Row<Instance> row : rows) {
      String reservation = row.note(InstanceNotes.RESERVATION).orElse(row.id());
      together.computeIfAbsent(reservation, _ -> new ArrayList<>()).add(row);
    }
    return together.entrySet().stream().map(one -> one(one.getKey(), one.getValue())).toList();
  }

  private static Reservation one(String id, List<Row<Instance>> rows) {
    return Reservation.builder()
        .reservationId(id)
        .ownerId(rows.getFirst().account())
        .groups(rows.getFirst().value().securityGroups())
        .instances(rows.stream().map(Row::value).toList())
        .build();
  }
}
