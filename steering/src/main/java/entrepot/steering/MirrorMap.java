package entrepot.steering;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which edges serve which tree. */
public record MirrorMap(SortedMap<String, List<Mirror>> trees) {
  private static final Pattern TREE = Pattern.compile("[a-z0-9-]{1,32}");

  /** Before anything is known. */
  public static final MirrorMap EMPTY = new MirrorMap(new TreeMap<>());

  public MirrorMap {
    SortedMap<String, List<Mirror>> copy = new TreeMap<>();
    trees.forEach((name, mirrors) -> {
      if (!TREE.matcher(name).matches()) {
        throw new IllegalArgumentException("a tree is named [a-z0-9-]{1,32}");
      }
      copy.put(name, List.copyOf(mirrors));
    });
    trees = java.util.Collections.unmodifiableSortedMap(copy);
  }

  /** The edges that serve the tree; empty where none does. */
  List<Mirror> of(String tree) {
    return trees.getOrDefault(tree, List.of());
  }
}
