package entrepot.cloud.compute;

import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Removes what no row names: machines, their folders, taps; and forgets instances of long ago. */
public final class Sweep {
  private static final Logger log = LoggerFactory.getLogger(Sweep.class);
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Region region;
  private final Power power;

  public Sweep(Region region, Power power) {
    this.region = region;
    this.power = power;
  }

  /** Ends machines and removes taps that nobody owns; at the start, before any instance's life. */
  public void orphans() {
    for (String id : power.machines().folders()) {
      boolean owned =
          region
              .book()
              .find(Kind.INSTANCE, id)
              .filter(row -> States.of(row) != InstanceStateName.TERMINATED)
              .isPresent();
      if (!owned) {
        log.warn("removing the machine of {}, which is no instance", id);
        power.machines().discard(id);
      }
    }
    Set<String> owned =
        region.book().all(Kind.INSTANCE).stream()
            .filter(States::usesMemory)
            .flatMap(row -> row.note(InstanceNotes.TAP).stream())
            .collect(Collectors.toSet());
    for (String tap : power.network().taps()) {
      if (!owned.contains(tap)) {
        log.warn("removing the tap {}, which is no instance's", tap);
        power.unplug(tap);
      }
    }
  }

  /** Forgets instances that were terminated an hour ago, and what their consoles had. */
  public void forget() {
    Instant before = region.clock().instant().minus(REMEMBERED);
    region
        .book()
        .update(draft ->
            draft.all(Kind.INSTANCE).stream()
                .filter(row -> terminatedBefore(row, before))
                .forEach(row -> draft.remove(Kind.INSTANCE, row.id())));
    power.machines().consoles().only(id -> region.book().find(Kind.INSTANCE, id).isPresent());
  }

  private static boolean terminatedBefore(Row<Instance> row, Instant time) {
    return row.note(InstanceNotes.TERMINATED).map(Instant::parse).filter(time::isAfter).isPresent();
  }
}
