package entrepot.cloud.metadata;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one instance is told: leaves by their path. A folder is what leaves are under, and lists
 * them, so that whatever is listed is there.
 */
final class MetadataTree {
  private final TreeMap<String, Supplier<byte[]>> leaves = new TreeMap<>();
  private final TreeMap<String, String> labels = new TreeMap<>();

  MetadataTree put(String path, String text) {
    return put(path, () -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** A leaf where there is something to tell. */
  MetadataTree maybe(String path, @Nullable String text) {
    return text == null || text.isEmpty() ? this : put(path, text);
  }

  /** A leaf that is made when it is read. */
  MetadataTree put(String path, Supplier<byte[]> content) {
    leaves.put(path, content);
    return this;
  }

  /** Lists a folder by another name than the one that it is found by. */
  MetadataTree label(String folder, String label) {
    labels.put(folder, label);
    return this;
  }

  /**
   * A leaf's content, or a folder's list.
   *
   * @param path without a slash at its ends
   * @param folder whether it was asked with a slash at its end, which a leaf does not have
   */
  Optional<byte[]> read(String path, boolean folder) {
    @Nullable Supplier<byte[]> leaf = leaves.get(path);
    if (leaf != null) {
      return folder ? Optional.empty() : Optional.of(leaf.get());
    }
    String prefix = path.isEmpty() ? "" : path + "/";
    Set<String> names = new LinkedHashSet<>();
    for (String each : leaves.tailMap(prefix).keySet()) {
      if (!each.startsWith(prefix)) {
        break;
      }
      int slash = each.indexOf('/', prefix.length());
      names.add(
          slash < 0
              ? each.substring(prefix.length())
              : labels.getOrDefault(
                  each.substring(0, slash), each.substring(prefix.length(), slash + 1)));
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
  }

  /** The paths of all leaves. */
  Set<String> paths() {
    return leaves.keySet();
  }
}
