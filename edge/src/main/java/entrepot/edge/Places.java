package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import entrepot.kit.listen.BadTarget;
import entrepot.kit.listen.Target;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads request paths:
 *
 * <pre>
 *   /                                the trees
 *   /.health                         whether there is something to serve
 *   /TREE/PATH                       what the head names
 *   /.snapshots/TREE/                the snapshots of a tree
 *   /.snapshots/TREE/DIGEST/PATH     one of them
 *   /.snapshots/TREE/TIME/PATH       the one of that time: a redirect
 *   /.replica/head.json              the head, signed; heads/N.json: a former one
 *   /.replica/nodes/SHA256           a manifest node; blobs/SHA256: a blob
 * </pre>
 */
final class Places {
  private static final Pattern TREE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern DIGEST = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");
  private static final String SNAPSHOTS = ".snapshots";
  static final String REPLICA = ".replica";
  private static final Pattern IN_REPLICA =
      Pattern.compile(
          "(head\\.json)|heads/([1-9][0-9]{0,17})\\.json"
              + "|nodes/([0-9a-f]{64})|blobs/([0-9a-f]{64})");

  private Places() {}

  /** The place that a request's path (no query, nothing decoded) points at. */
  static Place of(String rawPath) {
    try {
      if (!rawPath.startsWith("/")) {
        return new Place.Nowhere(400, "The request's target is not a path.");
      }
      return below(rawPath.substring(1));
    } catch (BadTarget e) {
      return new Place.Nowhere(400, String.valueOf(e.getMessage()));
    } catch (InvalidPath e) {
      return new Place.Nowhere(400, "The request's " + e.getMessage() + ".");
    }
  }

  private static Place below(String raw) {
    if (raw.isEmpty()) {
      return new Place.Root();
    }
    int slash = raw.indexOf('/');
    String first = Target.decodePath(slash < 0 ? raw : raw.substring(0, slash));
    String rest = slash < 0 ? "" : raw.substring(slash + 1);
    if (first.equals(".health") && slash < 0) {
      return new Place.Health();
    }
    if (first.equals(REPLICA)) {
      return inReplica(rest);
    }
    boolean snapshots = first.equals(SNAPSHOTS);
    if (!snapshots && !TREE.matcher(first).matches()) {
      // Also catches '.', '..' and the empty part, which the path type would refuse further down.
      Target.decodePath(rest);
      return first.isEmpty() || first.startsWith("..") || first.equals(".")
          ? new Place.Nowhere(400, "The request's path has an empty part, '.' or '..'.")
          : new Place.Nowhere(404, "There is no such tree here.");
    }
    if (slash < 0) {
      return new Place.Slashless(first);
    }
    return snapshots
        ? snapshots(rest)
        : new Place.InTree(first, path(rest), rest.isEmpty() || rest.endsWith("/"));
  }

  /** Only what {@link OriginSide} gives: nothing else below has a name. */
  private static Place inReplica(String raw) {
    var match = IN_REPLICA.matcher(raw);
    if (!match.matches()) {
      return new Place.Nowhere(404, "There is no such tree here.");
    }
    if (match.group(1) != null) {
      return new Place.CurrentHead();
    }
    if (match.group(2) != null) {
      return new Place.FormerHead(Long.parseLong(match.group(2)));
    }
    return match.group(3) != null
        ? new Place.NodeOf(Digest.sha256(match.group(3)))
        : new Place.BlobOf(Digest.sha256(match.group(4)));
  }

  private static Place snapshots(String raw) {
    if (raw.isEmpty()) {
      return new Place.Snapshots(null);
    }
    String[] parts = raw.split("/", 3);
    String tree = Target.decodePath(parts[0]);
    if (!TREE.matcher(tree).matches()) {
      return new Place.Nowhere(404, "There is no such tree here.");
    }
    if (parts.length == 1) {
      return new Place.Slashless(tree);
    }
    if (parts.length == 2 && parts[1].isEmpty()) {
      return new Place.Snapshots(tree);
    }
    String which = Target.decodePath(parts[1]);
    String rest = parts.length == 3 ? parts[2] : "";
    var digest = DIGEST.matcher(which);
    if (digest.matches()) {
      return parts.length == 2
          ? new Place.Slashless(which)
          : new Place.InSnapshot(
              tree,
              Digest.sha256(digest.group(1)),
              path(rest),
              rest.isEmpty() || rest.endsWith("/"));
    }
    Optional<java.time.Instant> time = SnapshotTime.parse(which);
    // Checked here, so that no redirect repeats what would be refused at its target.
    path(rest);
    return time.<Place>map(at -> new Place.AtTime(tree, at, rest, parts.length == 3))
        .orElseGet(() ->
            new Place.Nowhere(
                404,
                "A snapshot is named by its 64-digit sha256, or by a time such as"
                    + " 2026-11-21T09:00:00Z, 20261121T090000Z or 2026-11-21."));
  }

  private static @Nullable TreePath path(String raw) {
    String decoded = Target.decodePath(raw);
    if (decoded.isEmpty()) {
      return null;
    }
    return TreePath.of(
        decoded.endsWith("/") ? decoded.substring(0, decoded.length() - 1) : decoded);
  }
}
