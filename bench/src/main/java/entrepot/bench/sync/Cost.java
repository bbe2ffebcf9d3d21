package entrepot.bench.sync;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a step took.
 *
 * @param wall seconds
 * @param cpu user and system seconds of all processes of the contender
 */
public record Cost(double wall, double cpu) {

  static Cost median(List<Cost> costs) {
    return new Cost(median(costs, Cost::wall), median(costs, Cost::cpu));
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
    double[] values = costs.stream().mapToDouble(part).toArray();
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
