package entrepot.release;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;

/** What must not be served, whatever a manifest says. */
public sealed interface Revocation {
  /** Why, in a sentence that clients are told. */
  String reason();

  /** No file with these bytes. */
  record OfContent(Digest digest, String reason) implements Revocation {}

  /** No file at this path of the tree, in any snapshot. */
  record OfPath(String tree, TreePath path, String reason) implements Revocation {}
}
