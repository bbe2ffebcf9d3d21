package entrepot.collect.rpm;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * One repository of an RPM tree.
 *
 * @param name for people
 * @param path its folder in the tree, in which {@code repodata} lies; empty for the tree's root
 * @param keyring the certificates one of which must have signed repomd.xml, binary or armored
 * @param packageKeyring the certificates one of which must have signed each package
 */
public record RpmRepository(
    String name,
    String path,
    RpmOrigin origin,
    Optional<Path> keyring,
    Optional<Path> packageKeyring) {
  public RpmRepository {
    if (!path.isEmpty()) {
      TreePath.of(path);
    }
  }

  /** Where that file of the repository lies in the tree. */
  TreePath at(String file) {
    return TreePath.of(path.isEmpty() ? file : path + "/" + file);
  }

  /** What that path of the tree, which lies in the repository's folder, is called in it. */
  String nameOf(TreePath file) {
    return path.isEmpty() ? file.toString() : file.toString().substring(path.length() + 1);
  }

  /** Where people look, without credentials, and without a query that may hold some. */
  String shownOrigin() {
    String kind = origin.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return kind + " " + Mirror.shown(origin.address());
  }

  /** Tells one origin from another; its address may hold credentials. */
  String originDigest() {
    return shownOrigin()
        + "#"
        + Digest.sha256Of(origin.address().toString().getBytes(StandardCharsets.UTF_8)).brief();
  }
}
