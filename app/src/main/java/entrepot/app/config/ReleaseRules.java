package entrepot.app.config;

import java.time.Duration;
import java.util.List;

/**
 * What may be published of a tree, where, and for how long.
 *
 * @param automatic whether a sync that changed something is released by itself
 * @param tolerance how many entries may newly be missing in a release
 * @param carry how long files stay served that only former indexes name
 * @param keep how long former snapshots stay in the store
 * @param shrinkLimit by how many percent the number of entries may fall in one sync
 * @param regions all regions of the configuration where the file names none
 */
public record ReleaseRules(
    boolean automatic,
    int tolerance,
    Duration carry,
    Duration keep,
    int shrinkLimit,
    List<String> regions) {
  public ReleaseRules {
    regions = List.copyOf(regions);
  }
}
