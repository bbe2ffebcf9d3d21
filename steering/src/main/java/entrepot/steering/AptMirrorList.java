package entrepot.steering;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mirror lists as apt-transport-mirror(1) reads them: a base URL a line, then a tab and metadata.
 * apt tries a lower {@code priority} first and chooses at random among equal ones, so a region's
 * own edges have 1 and the others 2: when a region is down, its clients spread. Stale edges come
 * with 3 and 4, external mirrors with 5. (apt before 1.6 does not read metadata; it is older than
 * Debian 10 and Ubuntu 18.04.)
 */
final class AptMirrorList {
  private static final int LAST = 5;

  private AptMirrorList() {}

  /**
   * The list; empty where no host that may be named has the tree. A location without an edge counts
   * as none.
   *
   * @param first where the list begins when there is no location, so that clients which take the
   *     first line spread too
   */
  static String of(
      Tree tree,
      @Nullable String location,
      java.util.function.Predicate<Mirror> named,
      long first) {
    List<Carried> all = tree.carriers().stream().filter(each -> named.test(each.mirror())).toList();
    boolean known = all.stream().anyMatch(c -> !c.mirror().external() && c.mirror().isIn(location));
    List<Carried> order = new ArrayList<>(all);
    if (!known && !order.isEmpty()) {
      java.util.Collections.rotate(order, -(int) Math.floorMod(first, (long) order.size()));
    }
    StringBuilder list = new StringBuilder();
    for (int priority = 1; priority <= LAST; priority++) {
      for (Carried each : order) {
        if (priority(each, known ? location : null) == priority) {
          list.append(each.mirror().bases().getFirst().url())
              .append(each.mirror().below(tree.name() + "/"))
              .append("\tpriority:")
              .append(priority)
              .append('\n');
        }
      }
    }
    return list.toString();
  }

  private static int priority(Carried carried, @Nullable String location) {
    Mirror mirror = carried.mirror();
    if (mirror.external()) {
      return carried.fresh() ? LAST : Integer.MAX_VALUE;
    }
    boolean near = location == null || mirror.isIn(location);
    return (carried.fresh() ? 1 : 3) + (near ? 0 : 1);
  }
}
