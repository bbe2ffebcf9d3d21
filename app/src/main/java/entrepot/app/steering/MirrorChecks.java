package entrepot.app.steering;

import entrepot.app.config.MirrorConfiguration;
import entrepot.app.config.TreeConfiguration;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Upstream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** What the external mirrors have, as far as they were looked at. */
public final class MirrorChecks {
  private static final int AT_ONCE = 16;

  private final Map<String, TreeConfiguration> trees;
  private final Map<String, MirrorCheck> checks;

  /** Of those mirrors; nothing is known of them until {@link #look()}. */
  public MirrorChecks(
      Collection<MirrorConfiguration> mirrors,
      Map<String, TreeConfiguration> trees,
      Upstream upstream) {
    this.trees = Map.copyOf(trees);
    this.checks =
        mirrors.stream()
            .collect(
                Collectors.toMap(MirrorConfiguration::name, m -> new MirrorCheck(m, upstream)));
  }

  /** Looks at all of them, which takes as long as the slowest of them needs to fail. */
  public void look() {
    try (ExecutorService parallel =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      for (MirrorCheck each : checks.values()) {
        TreeConfiguration tree = trees.get(each.mirror().tree());
        if (tree != null && !each.mirror().alwaysFresh()) {
          List<TreePath> entryPoints = EntryPoints.of(tree);
          var _ = parallel.submit(() -> each.look(entryPoints));
        }
      }
    }
  }

  /** The sha256 of what that mirror had there when it was looked at last. */
  Optional<Digest> at(MirrorConfiguration mirror, TreePath entryPoint) {
    return Optional.ofNullable(checks.get(mirror.name())).flatMap(c -> c.at(entryPoint));
  }
}
