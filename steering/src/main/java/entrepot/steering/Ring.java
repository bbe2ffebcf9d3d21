package entrepot.steering;

import java.util.Collection;

/** Mirrors that are as near as one another, with their weights added up. */
final class Ring {
  static final Ring NONE = new Ring(java.util.List.of());

  private final int[] mirrors;
  private final int[] weights;
  private final long[] upTo;

  Ring(Collection<Mirror> all) {
    mirrors = new int[all.size()];
    weights = new int[all.size()];
    upTo = new long[all.size()];
    int n = 0;
    long sum = 0;
    for (Mirror each : all) {
      sum += each.host().weight();
      mirrors[n] = each.number();
      weights[n] = each.host().weight();
      upTo[n++] = sum;
    }
  }

  int size() {
    return mirrors.length;
  }

  /** The number of a mirror. */
  int mirror(int index) {
    return mirrors[index];
  }

  int weight(int index) {
    return weights[index];
  }

  long total() {
    return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
  }

  /** The mirror whose share of the weights that point lies in, from 0 to below the total. */
  int at(long point) {
    int from = 0;
    int to = upTo.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (upTo[middle] > point) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return mirrors[from];
  }
}
