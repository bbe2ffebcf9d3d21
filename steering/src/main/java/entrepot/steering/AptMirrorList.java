package entrepot.steering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Mirror lists as apt-transport-mirror(1) reads them: a base URL a line, then a tab and metadata.
 * apt tries a lower {@code priority} first and chooses at random among equal ones, so a region's
 * own edges have 1 and the others 2: when a region is down, its clients spread. Stale edges come
 * last, with 3 and 4. (apt before 1.6 does not read metadata; it is older than Debian 10 and Ubuntu
 * 18.04.)
 */
final class AptMirrorList {
  private AptMirrorList() {}

  /**
   * The list; empty where no edge serves the tree. A location that has no edge counts as none.
   *
   * @param turn where the list begins when there is no location, so that clients which take the
   *     first line spread too
   */
  static Optional<String> of(
      List<Mirror> mirrors, String tree, Optional<String> location, long turn) {
    if (mirrors.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> known =
        location.filter(region -> mirrors.stream().anyMatch(m -> m.region().equals(region)));
    List<Mirror> order = new ArrayList<>(mirrors);
    if (known.isEmpty()) {
      Collections.rotate(order, -(int) Math.floorMod(turn, (long) order.size()));
    }
    StringBuilder list = new StringBuilder();
    for (int priority = 1; priority <= 4; priority++) {
      for (Mirror each : order) {
        if (priority(each, known) == priority) {
          list.append(each.base(tree)).append("\tpriority:").append(priority).append('\n');
        }
      }
    }
    return Optional.of(list.toString());
  }

  private static int priority(Mirror mirror, Optional<String> location) {
    boolean near = location.isEmpty() || location.get().equals(mirror.region());
    return (mirror.fresh() ? 1 : 3) + (near ? 0 : 1);
  }
}
