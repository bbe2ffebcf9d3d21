package entrepot.app.steering;

import entrepot.app.config.Configuration;
import entrepot.app.config.MirrorConfiguration;
import entrepot.app.config.TreeConfiguration;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.steering.map.Carrier;
import entrepot.steering.map.Directory;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trees as a whole, as apt asks for them: who has all entry points of one released snapshot. */
final class WholeTrees {
  /** A mirror may be behind by what was released lately, not by more. */
  private static final int RECENT = 3;

  private final Configuration configuration;
  private final Store store;
  private final MirrorChecks checks;

  WholeTrees(Configuration configuration, Store store, MirrorChecks checks) {
    this.configuration = configuration;
    this.store = store;
    this.checks = checks;
  }

  Directory of(String tree, Served served) {
    List<Carrier> carriers = new ArrayList<>();
    for (String region : served.edges().keySet().stream().sorted().toList()) {
      if (served.snapshots().getOrDefault(region, Map.of()).containsKey(tree)) {
        carriers.add(Carrier.fresh(Hosts.edge(region)));
      }
    }
    TreeConfiguration configured = configuration.trees().get(tree);
    for (MirrorConfiguration mirror : configuration.steering().mirrors().values()) {
      if (mirror.tree().equals(tree)
          && configured != null
          && (mirror.alwaysFresh() || fresh(mirror, configured, served))) {
        carriers.add(Carrier.fresh(Hosts.mirror(mirror)));
      }
    }
    return Directory.of(tree, carriers);
  }

  private boolean fresh(MirrorConfiguration mirror, TreeConfiguration tree, Served served) {
    List<TreePath> entryPoints = EntryPoints.of(tree);
    return !entryPoints.isEmpty()
        && served.published().getOrDefault(tree.name(), List.of()).stream()
            .limit(RECENT)
            .anyMatch(release -> equals(mirror, release.snapshot(), entryPoints));
  }

  private boolean equals(MirrorConfiguration mirror, Digest snapshot, List<TreePath> entryPoints) {
    return Snapshot.of(store, snapshot)
        .filter(s -> entryPoints.stream().allMatch(path -> equals(mirror, s, path)))
        .isPresent();
  }

  private boolean equals(MirrorConfiguration mirror, Snapshot snapshot, TreePath entryPoint) {
    Optional<Digest> released = snapshot.find(entryPoint).flatMap(Entry::sha256);
    return released.isPresent() && released.equals(checks.at(mirror, entryPoint));
  }
}
