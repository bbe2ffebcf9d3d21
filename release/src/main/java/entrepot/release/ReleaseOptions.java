package entrepot.release;

import java.time.Duration;
import java.util.Optional;

/**
 * How a release or rollback is to be done.
 *
 * @param who who asked for it, for the journal
 * @param tolerance how many entries may be missing that were not missing before
 * @param carry how long what the new snapshot abandons stays served
 * @param note a remark for the journal
 */
public record ReleaseOptions(String who, long tolerance, Duration carry, Optional<String> note) {
  /** How long abandoned files stay served, unless told otherwise. */
  public static final Duration CARRY = Duration.ofDays(3);

  /** Tolerates nothing, carries for three days. */
  public static ReleaseOptions by(String who) {
    return new ReleaseOptions(who, 0, CARRY, Optional.empty());
  }
}
