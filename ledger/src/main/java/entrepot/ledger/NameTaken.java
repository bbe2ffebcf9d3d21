package entrepot.ledger;

import entrepot.kit.Failure;
import java.time.Instant;

/** A worker's name that another live process goes by. */
public final class NameTaken extends Failure {
  private static final long serialVersionUID = 1L;

  NameTaken(String name, String host, long pid, Instant seen) {
    super(
        "another process goes by the name '%s': pid %d of %s, last seen %s"
            .formatted(name, pid, host, seen),
        "Give each worker a name of its own with --name; a dead one's is free when its lease ends.",
        null);
  }
}
