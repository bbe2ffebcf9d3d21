package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a request's path points at, before anything is looked up. */
sealed interface Place {
  /** {@code /}: the trees. */
  record Root() implements Place {}

  /** {@code /.health}: whether there is something to serve. */
  record Health() implements Place {}

  /** {@code /TREE/PATH}, with {@code folder} where it ends in a slash. */
  record InTree(String tree, @Nullable TreePath path, boolean folder) implements Place {}

  /** {@code /.snapshots/} and {@code /.snapshots/TREE/}. */
  record Snapshots(@Nullable String tree) implements Place {}

  /** {@code /.snapshots/TREE/DIGEST/PATH}. */
  record InSnapshot(String tree, Digest snapshot, @Nullable TreePath path, boolean folder)
      implements Place {}

  /**
   * {@code /.snapshots/TREE/TIME/REST}; {@code rest} is as it came, not decoded, and empty where
   * only a slash or nothing follows; {@code slash} tells which.
   */
  record AtTime(String tree, Instant time, String rest, boolean slash) implements Place {}

  /** Below {@code /.replica/}, for caching edges. */
  sealed interface OfReplica extends Place {}

  /** {@code /.replica/head.json}: the current head, signed. */
  record CurrentHead() implements OfReplica {}

  /** {@code /.replica/heads/N.json}: the head of that generation, signed. */
  record FormerHead(long generation) implements OfReplica {}

  /** {@code /.replica/nodes/HEX}: a manifest node as it is stored. */
  record NodeOf(Digest sha256) implements OfReplica {}

  /** {@code /.replica/blobs/HEX}: a blob. */
  record BlobOf(Digest sha256) implements OfReplica {}

  /** Needs a slash at its end, so that relative links work. */
  record Slashless(String last) implements Place {}

  /** Nothing that could be. */
  record Nowhere(int status, String sentence) implements Place {}
}
