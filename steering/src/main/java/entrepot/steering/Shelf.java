package entrepot.steering;

import entrepot.kit.listen.Target;
import entrepot.steering.map.Directory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory as answers need it.
 *
 * @param path as it is in URLs, with a slash at the end
 * @param repomd what a metalink says of its repomd.xml before the resources; empty where it has
 *     none
 */
record Shelf(String path, boolean disabled, String repomd, Rings rings) {
  static Shelf of(Directory directory, Rings rings) {
    return new Shelf(
        encoded(directory.path()) + "/",
        directory.disabled(),
        directory.repomd().isEmpty() ? "" : Metalink.describing(directory.repomd()),
        rings);
  }

  /** A path as it is in URLs. */
  static String encoded(String path) {
    return Stream.of(path.split("/", -1)).map(Target::encodePart).collect(Collectors.joining("/"));
  }
}
