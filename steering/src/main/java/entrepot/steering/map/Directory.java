package entrepot.steering.map;

import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import java.util.List;

/**
 * A folder of a tree that clients ask for, with all below it.
 *
 * @param path {@code tree}, or {@code tree/folder}
 * @param repositories the names that it is asked by
 * @param disabled whether it is asked by name but no longer served
 * @param repomd the versions of its {@code repodata/repomd.xml}, in the order of their release, the
 *     newest first; empty where it has none
 * @param carriers the hosts that have it
 */
public record Directory(
    String path,
    List<RepoArch> repositories,
    boolean disabled,
    List<RepomdFile> repomd,
    List<Carrier> carriers) {
  public Directory {
    int slash = path.indexOf('/');
    Names.tree(slash < 0 ? path : path.substring(0, slash));
    try {
      TreePath.of(path);
    } catch (InvalidPath e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    repositories = List.copyOf(repositories);
    repomd = List.copyOf(repomd);
    carriers = List.copyOf(carriers);
  }

  /** A folder without names and repomd.xml. */
  public static Directory of(String path, List<Carrier> carriers) {
    return new Directory(path, List.of(), false, List.of(), carriers);
  }
}
