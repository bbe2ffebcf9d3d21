package entrepot.collect;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** What was revoked of a tree: files by their paths, and contents wherever they are. */
public record Withdrawn(Set<TreePath> paths, Set<Digest> contents) {
  /** Nothing. */
  public static final Withdrawn NOTHING = new Withdrawn(Set.of(), Set.of());

  public Withdrawn {
    paths = Set.copyOf(paths);
    contents = Set.copyOf(contents);
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return paths.isEmpty() && contents.isEmpty();
  }

  /** All of it as one digest. */
  public String digest() {
    String text = new TreeSet<>(paths) + " " + new TreeSet<>(contents);
    return Digest.sha256Of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
