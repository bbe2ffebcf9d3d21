package entrepot.cloud.compute;

import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Attachments;
import entrepot.cloud.volume.Images;
import entrepot.kit.CrashPoint;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Ends instances that are stopping or shutting down. */
public final class Endings {
  private final Region region;
  private final Power power;
  private final Attachments attachments;
  private final Images images;

  public Endings(Region region, Power power, Attachments attachments, Images images) {
    this.region = region;
    this.power = power;
    this.attachments = attachments;
    this.images = images;
  }

  /** Ends it: what it had is gone before its row says so. */
  void end(Row<Instance> row, Duration patience) {
    power.off(row, patience);
    row.note(InstanceNotes.TAP).ifPresent(power::unplug);
    boolean forGood = States.of(row) == InstanceStateName.SHUTTING_DOWN;
    if (forGood) {
      attachments.letGo(row.id());
      CrashPoint.CLOUD_END_AFTER_VOLUMES.reached();
      Machines machines = power.machines();
      machines.consoles().keep(row.id(), machines.console(row.id(), Consoles.BYTES));
      machines.discard(row.id());
      CrashPoint.CLOUD_END_AFTER_FILES.reached();
    } else {
      power.rest(row.id());
    }
    region
        .book()
        .update(draft ->
            draft
                .find(Kind.INSTANCE, row.id())
                .filter(now -> States.of(now) == States.of(row))
                .ifPresent(now -> {
                  Instant time = region.clock().instant();
                  Usage.count(draft, now, time);
                  draft.put(forGood ? States.terminated(now, time) : States.stopped(now));
                }));
    CrashPoint.CLOUD_END_AFTER_RECORD.reached();
    power.firewall().refresh();
    if (forGood) {
      images.sweep();
    }
  }
}
