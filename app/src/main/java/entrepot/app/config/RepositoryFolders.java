package entrepot.app.config;

import entrepot.app.config.RpmTree.Repository;
import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.util.List;
import java.util.Optional;

/** Reads the folders of repositories in their tree, none of which may lie in another. */
final class RepositoryFolders {
  private static final String SUCH = "write something like releases/42/Everything/x86_64/os";

  private RepositoryFolders() {}

  /** The repository's folder: its key, where it names none. */
  static String path(Section repository) {
    Optional<Value> value = repository.value("path");
    if (value.isEmpty()) {
      return repository.name();
    }
    value.ifPresent(RepositoryFolders::check);
    return value.get().text();
  }

  private static void check(Value value) {
    String path = value.text();
    if (path.isEmpty()) {
      return;
    }
    if (path.equals(".") || path.equals("/")) {
      value.error("is not a folder in the tree", "write path: '' for the root of the tree");
    } else if (path.startsWith("/") || path.endsWith("/")) {
      value.error(
          "'%s' begins or ends with a slash".formatted(path),
          "write '%s'".formatted(path.replaceAll("^/+|/+$", "")));
    } else {
      try {
        TreePath.of(path);
      } catch (InvalidPath e) {
        value.error(String.valueOf(e.getMessage()), SUCH);
      }
    }
  }

  /** Reports a repository that shares its folder with an earlier one. */
  static void check(Section section, Repository repository, List<Repository> earlier) {
    for (Repository other : earlier) {
      String path = repository.path();
      if (path.equals(other.path())) {
        section.error(
            "has the same path as repository %s".formatted(other.name()),
            "give each a folder of its own with 'path'");
      } else if (isBelow(path, other.path())) {
        section.error(
            "its path lies inside that of repository %s".formatted(other.name()),
            "give each a folder of its own with 'path'");
      } else if (isBelow(other.path(), path)) {
        section.error(
            "the path of repository %s lies inside its path".formatted(other.name()),
            "give each a folder of its own with 'path'");
      }
    }
  }

  private static boolean isBelow(String path, String folder) {
    return folder.isEmpty() || path.startsWith(folder + "/");
  }
}
