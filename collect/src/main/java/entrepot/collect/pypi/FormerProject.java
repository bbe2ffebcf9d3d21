package entrepot.collect.pypi;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Manifests;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the former tree has of one project; what is not taken again is left at the end. */
final class FormerProject {
  private final Map<TreePath, Entry> left = new LinkedHashMap<>();

  FormerProject(Manifests manifests, Optional<Digest> root, String project) {
    if (root.isPresent()) {
      add(manifests, root.get(), TreePaths.pages(project));
      add(manifests, root.get(), TreePaths.packages(project));
    }
  }

  private void add(Manifests manifests, Digest root, TreePath folder) {
    manifests.entries(root, folder).forEachRemaining(entry -> left.put(entry.path(), entry));
  }

  /** The entry at that path. */
  Optional<Entry> find(TreePath path) {
    return Optional.ofNullable(left.get(path));
  }

  /** The entry at that path, which is not left any more. */
  Optional<Entry> take(TreePath path) {
    return Optional.ofNullable(left.remove(path));
  }

  /** The entries that nothing took. */
  Collection<Entry> left() {
    return left.values();
  }
}
