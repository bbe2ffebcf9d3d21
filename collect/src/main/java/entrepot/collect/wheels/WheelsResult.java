package entrepot.collect.wheels;

import entrepot.collect.SyncResult;
import java.util.List;

/**
 * What a run of builds came to.
 *
 * @param outcomes one for each constraint that applies on a platform of the run
 */
public record WheelsResult(SyncResult result, List<WheelOutcome> outcomes) {
  public WheelsResult {
    outcomes = List.copyOf(outcomes);
  }
}
