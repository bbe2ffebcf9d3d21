package entrepot.app.steering;

import entrepot.kit.Digest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the regions serve.
 *
 * @param edges the address of each region's edge, as clients see it
 * @param snapshots what each region serves of each tree: region → tree → snapshot
 * @param unlisted what no list may name, though it is served: {@code tree} or {@code tree/folder}
 * @param published what was released of each tree lately, to whatever region, the newest first
 */
public record Served(
    Map<String, String> edges,
    Map<String, Map<String, Digest>> snapshots,
    Map<String, List<Published>> published,
    Set<String> unlisted) {
  public Served {
    edges = Map.copyOf(edges);
    snapshots = Map.copyOf(snapshots);
    published = Map.copyOf(published);
    unlisted = Set.copyOf(unlisted);
  }

  /** Whether a directory is, or lies in, what no list may name. */
  boolean unlists(String directory) {
    return unlisted.stream()
        .anyMatch(each -> directory.equals(each) || directory.startsWith(each + "/"));
  }
}
