package entrepot.release.s3;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a bucket has otherwise than its head says. */
public final class Drift {
  private static final int SHOWN = 100;

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final List<Found> shown = new ArrayList<>();
  private long checked;
  private long repaired;

  /** How an object deviates. */
  public enum Kind {
    /** It should be there, and is not. */
    MISSING,
    /** It has other bytes, or says other things of them. */
    DIFFERING,
    /** Its time is over, or it is revoked. */
    STALE,
    /** Nobody published it. */
    FOREIGN
  }

  /** One object. */
  public record Found(Kind kind, String key, String remark) {}

  Drift() {}

  synchronized void checked(long objects) {
    checked += objects;
  }

  synchronized void mended() {
    repaired++;
  }

  synchronized void add(Kind kind, String key, String remark) {
    counts.merge(kind, 1L, Long::sum);
    if (shown.size() < SHOWN) {
      shown.add(new Found(kind, key, remark));
    }
  }

  /** How many objects are so. */
  public synchronized long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How many objects were compared. */
  public synchronized long checked() {
    return checked;
  }

  /** How many were put right. */
  public synchronized long repaired() {
    return repaired;
  }

  /** The first hundred. */
  public synchronized List<Found> shown() {
    return List.copyOf(shown);
  }

  /** Nothing was compared. */
  public static Drift none() {
    return new Drift();
  }

  /** Whether all is as the head says. */
  public synchronized boolean isEmpty() {
    return counts.isEmpty();
  }
}
