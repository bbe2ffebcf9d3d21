package entrepot.app.steering;

import entrepot.app.config.AptTree;
import entrepot.app.config.FilesTree;
import entrepot.app.config.PypiTree;
import entrepot.app.config.RpmTree;
import entrepot.app.config.TreeConfiguration;
import entrepot.app.config.WheelsTree;
import entrepot.kit.TreePath;
import java.util.List;

/** Where clients of a tree begin: what these files say is what a mirror has. */
final class EntryPoints {
  private EntryPoints() {}

  /** One for each suite, repository or checksum file; empty where there is none to tell by. */
  static List<TreePath> of(TreeConfiguration tree) {
    return switch (tree) {
      case AptTree apt ->
          apt.suites().stream().map(s -> TreePath.of("dists/" + s + "/InRelease")).toList();
      case RpmTree rpm -> rpm.repositories().stream().map(EntryPoints::repomd).toList();
      case FilesTree files ->
          files.checksums().stream().filter(c -> c.indexOf('*') < 0).map(TreePath::of).toList();
      case PypiTree _ -> List.of(TreePath.of("simple/index.v1_json"));
      case WheelsTree wheels ->
          wheels.platforms().stream()
              .map(platform -> TreePath.of(platform.name() + "/index.v1_json"))
              .toList();
    };
  }

  /** A repository's repomd.xml. */
  static TreePath repomd(RpmTree.Repository repository) {
    String folder = repository.path().isEmpty() ? "" : repository.path() + "/";
    return TreePath.of(folder + "repodata/repomd.xml");
  }
}
