package entrepot.steering;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * The mirrors chosen for an answer, in their order. Those of a ring come at random, each time by
 * weight among those that are left, until there are {@link #MOST}.
 */
final class Selection {
  /** More than a client ever tries. */
  static final int MOST = 30;

  private static final int FEW = 16;
  private static final int NUMBER_BITS = 14;

  private final IntPredicate eligible;
  private final RandomGenerator random;
  private final BitSet seen = new BitSet();
  private final int[] chosen = new int[MOST];
  private int count;

  /**
   * Nothing chosen yet.
   *
   * @param eligible whether a mirror of that number may be named
   */
  Selection(IntPredicate eligible, RandomGenerator random) {
    this.eligible = eligible;
    this.random = random;
  }

  int count() {
    return count;
  }

  int mirror(int index) {
    return chosen[index];
  }

  /** Adds ours, then the others; answers how many. */
  int add(Zone zone) {
    return add(zone.ours()) + add(zone.external());
  }

  /** Adds those of the ring that are not chosen yet; answers how many. */
  int add(Ring ring) {
    int before = count;
    if (ring.size() > FEW) {
      drawSome(ring);
    }
    if (count < MOST) {
      drawRest(ring);
    }
    return count - before;
  }

  /** Points at the ring and passes over what was seen: fast while much is left of it. */
  private void drawSome(Ring ring) {
    for (int tries = 4 * MOST; tries > 0 && count < MOST; tries--) {
      take(ring.at(random.nextLong(ring.total())));
    }
  }

  /** Sorts what is left by exponential variates of its weights (Efraimidis and Spirakis). */
  private void drawRest(Ring ring) {
    long[] keys = new long[ring.size()];
    int n = 0;
    for (int i = 0; i < ring.size(); i++) {
      if (!seen.get(ring.mirror(i))) {
        double key = -Math.log(1 - random.nextDouble()) / ring.weight(i);
        // Doubles above 0 sort as their bits do; the last few give way to the index.
        keys[n++] = Double.doubleToRawLongBits(key) >>> NUMBER_BITS << NUMBER_BITS | i;
      }
    }
    Arrays.sort(keys, 0, n);
    for (int i = 0; i < n && count < MOST; i++) {
      take(ring.mirror((int) keys[i] & (1 << NUMBER_BITS) - 1));
    }
  }

  private void take(int mirror) {
    if (!seen.get(mirror)) {
      seen.set(mirror);
      if (eligible.test(mirror)) {
        chosen[count++] = mirror;
      }
    }
  }
}
