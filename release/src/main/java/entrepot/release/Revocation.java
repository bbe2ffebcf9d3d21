package entrepot.release;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;

/** What must not be served, whatever a manifest says. */
public sealed interface Revocation {
  /** Why, in a sentence that clients are told. */
  String reason();

  /** Whether both are about the same thing, whatever their reasons. */
  default boolean sameSubject(Revocation other) {
    return switch (this) {
      case OfContent mine -> other instanceof OfContent its && mine.digest.equals(its.digest);
      case OfPath mine ->
          other instanceof OfPath its && mine.tree.equals(its.tree) && mine.path.equals(its.path);
    };
  }

  /** No file with these bytes. */
  record OfContent(Digest digest, String reason) implements Revocation {}

  /** No file at this path of the tree, in any snapshot. */
  record OfPath(String tree, TreePath path, String reason) implements Revocation {}
}
