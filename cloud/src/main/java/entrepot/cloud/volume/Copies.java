package entrepot.cloud.volume;

import java.util.HashMap;
import java.util.Map;

/**
 * Volumes that are being copied while no machine has them. Who copies registers first and then
 * looks whether a machine has the volume; who gives a volume to a machine says so in its row first
 * and then waits here: so one of them sees the other.
 */
final class Copies {
  private final Map<String, Integer> running = new HashMap<>();

  synchronized void begin(String volumeId) {
    running.merge(volumeId, 1, Integer::sum);
  }

  synchronized void end(String volumeId) {
    running.computeIfPresent(volumeId, (_, count) -> count == 1 ? null : count - 1);
    notifyAll();
  }

  /** Returns when no copy of the volume is under way. */
  synchronized void await(String volumeId) {
    while (running.containsKey(volumeId)) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while " + volumeId + " is copied", e);
      }
    }
  }
}
