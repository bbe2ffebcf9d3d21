package entrepot.app.worker;

import entrepot.kit.Failure;
import java.time.Duration;

/** A machine whose time is so far from the database's that leases mean nothing to it. */
public final class ClocksDiffer extends Failure {
  private static final long serialVersionUID = 1L;

  ClocksDiffer(Duration skew, Duration lease) {
    super(
        "this machine's clock and the database's differ by %s, and leases last %s"
            .formatted(skew.abs(), lease),
        "Let all machines keep time (chrony, systemd-timesyncd), or make 'lease' longer.",
        null);
  }
}
