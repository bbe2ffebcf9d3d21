package entrepot.app.steering;

import entrepot.kit.Digest;
import java.util.List;
import java.util.Map;

/**
 * What the regions serve.
 *
 * @param edges the address of each region's edge, as clients see it
 * @param snapshots what each region serves of each tree: region → tree → snapshot
 * @param published what was released of each tree lately, to whatever region, the newest first
 */
public record Served(
    Map<String, String> edges,
    Map<String, Map<String, Digest>> snapshots,
    Map<String, List<Published>> published) {
  public Served {
    edges = Map.copyOf(edges);
    snapshots = Map.copyOf(snapshots);
    published = Map.copyOf(published);
  }
}
