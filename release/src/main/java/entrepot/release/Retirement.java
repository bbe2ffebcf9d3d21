package entrepot.release;

import entrepot.kit.TreePath;
import java.time.Instant;
import java.util.Optional;

/**
 * A tree, or a folder of one, that is no longer served.
 *
 * @param path absent: the whole tree
 * @param since when it went
 * @param reason why, and what to use instead, in a sentence that clients are told; may be empty
 */
public record Retirement(String tree, Optional<TreePath> path, Instant since, String reason) {
  /** Whether both are about the same thing, whatever their times and reasons. */
  boolean sameSubject(Retirement other) {
    return tree.equals(other.tree) && path.equals(other.path);
  }

  /** Whether that file or folder went with it; null is the tree's own. */
  public boolean covers(String ofTree, @org.jspecify.annotations.Nullable TreePath at) {
    return tree.equals(ofTree)
        && (path.isEmpty() || (at != null && (at.equals(path.get()) || at.isBelow(path.get()))));
  }
}
