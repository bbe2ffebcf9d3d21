package entrepot.collect.wheels;

import entrepot.kit.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A platform's root folder, and what its Python says of itself.
 *
 * @param digest of the packages in it, with their versions: the same digest builds the same
 * @param markers the environment markers, such as {@code python_version}
 * @param tags of the wheels that it installs, the most specific first
 */
record Builder(
    Platform platform, Path root, Digest digest, Map<String, String> markers, List<String> tags) {
  Builder {
    markers = Map.copyOf(markers);
    tags = List.copyOf(tags);
  }
}
