package entrepot.app.control;

import entrepot.app.command.TreeRetired;
import entrepot.app.config.AptTree;
import entrepot.app.config.FilesTree;
import entrepot.app.config.PypiTree;
import entrepot.app.config.RpmTree;
import entrepot.app.config.TreeConfiguration;
import entrepot.app.config.WheelsTree;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which folders of a tree may go while the rest stays: those in which a suite, a repository or a
 * checksum file begins. Within one, an index that stays would name files that went.
 */
final class RetirableFolders {
  private RetirableFolders() {}

  /** Throws {@link TreeRetired} where the folder may not go, or would leave nothing. */
  static void check(TreeConfiguration tree, String folder, Collection<String> alsoRetired) {
    List<String> all = folders(tree);
    if (all.isEmpty()) {
      throw new TreeRetired(
          "retiring %s/%s: a tree of kind %s goes as a whole"
              .formatted(tree.name(), folder, kind(tree)),
          "Retire %s itself; or leave the folder out of what it is made of."
              .formatted(tree.name()));
    }
    if (all.stream().noneMatch(each -> within(folder, each))) {
      throw new TreeRetired(
          "retiring %s/%s: nothing begins there, and indexes elsewhere name what lies in it"
              .formatted(tree.name(), folder),
          "These folders, or one that holds some, can go: " + String.join(", ", all) + ".");
    }
    List<String> gone = Stream.concat(Stream.of(folder), alsoRetired.stream()).toList();
    if (all.stream().allMatch(each -> gone.stream().anyMatch(out -> within(out, each)))) {
      throw new TreeRetired(
          "retiring %s/%s: nothing of the tree would be left".formatted(tree.name(), folder),
          "Retire %s itself.".formatted(tree.name()));
    }
  }

  /** In the order of the configuration. */
  private static List<String> folders(TreeConfiguration tree) {
    return switch (tree) {
      case AptTree apt -> apt.suites().stream().map(suite -> "dists/" + suite).toList();
      case RpmTree rpm ->
          rpm.repositories().stream()
              .map(RpmTree.Repository::path)
              .filter(path -> !path.isEmpty())
              .toList();
      case FilesTree files ->
          files.from() instanceof FilesTree.Origin.Source
              ? files.checksums().stream()
                  .filter(path -> path.indexOf('/') > 0)
                  .map(path -> path.substring(0, path.lastIndexOf('/')))
                  .toList()
              : List.of();
      case PypiTree _, WheelsTree _ -> List.of();
    };
  }

  private static String kind(TreeConfiguration tree) {
    return tree instanceof FilesTree ? "files from a folder" : tree.kind();
  }

  private static boolean within(String folder, String path) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }
}
