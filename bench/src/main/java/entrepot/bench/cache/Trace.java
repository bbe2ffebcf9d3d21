package entrepot.bench.cache;

import java.util.Arrays;
import java.util.Random;

/** Which object is asked for when: Zipf's law with exponent 0.9, the same for everybody. */
final class Trace {
  private static final double EXPONENT = 0.9;

  private Trace() {}

  /** Numbers of objects, in the order of requests. */
  static int[] of(int requests, int objects) {
    Random random = new Random(3);
    double[] upTo = new double[objects];
    double sum = 0;
    for (int rank = 0; rank < objects; rank++) {
      sum += Math.pow(rank + 1, -EXPONENT);
      upTo[rank] = sum;
    }
    int[] byRank = new int[objects];
    for (int i = 0; i < objects; i++) {
      int other = random.nextInt(i + 1);
      byRank[i] = byRank[other];
      byRank[other] = i;
    }
    int[] trace = new int[requests];
    for (int i = 0; i < requests; i++) {
      int at = Arrays.binarySearch(upTo, random.nextDouble() * sum);
      trace[i] = byRank[Math.min(objects - 1, at < 0 ? -at - 1 : at)];
    }
    return trace;
  }
}
