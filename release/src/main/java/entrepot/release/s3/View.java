package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.TreeHead;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Manifests;
import entrepot.store.manifest.State;
import java.time.Instant;
import java.util.Optional;

/**
 * What a bucket has of a tree: the files of its snapshot, then those of the carry whose time is not
 * over, without what is revoked.
 */
record View(
    Manifests manifests,
    String tree,
    Digest snapshot,
    Optional<Digest> carry,
    Revoked revoked,
    Instant now) {
  /** A folder of Python's that has this has a page for pip under its own name, with a slash. */
  private static final String MARK = "index.v1_json";

  private static final String PAGE = "index.html";

  static View of(Manifests manifests, String tree, TreeHead head, Revoked revoked, Instant now) {
    return new View(manifests, tree, head.snapshot(), head.carry(), revoked, now);
  }

  /** The file at that path, if the bucket has one there. */
  Optional<Entry> at(TreePath path) {
    return manifests.find(snapshot, path).or(() -> carried(path)).filter(this::wanted);
  }

  /** The carried file at that path. */
  Optional<Entry> carried(TreePath path) {
    return carry
        .flatMap(root -> manifests.find(root, path))
        .filter(entry -> !expired(entry, now))
        .filter(this::wanted);
  }

  boolean wanted(Entry entry) {
    return entry.state() != State.MISSING && !revoked.has(tree, entry);
  }

  static boolean expired(Entry carried, Instant now) {
    return carried.carriedUntil().orElse(0) <= now.getEpochSecond();
  }

  /** What a folder's own name answers; empty where it is no such folder. */
  Optional<Entry> page(String folder) {
    return at(in(folder, MARK)).flatMap(_ -> at(in(folder, PAGE)));
  }

  /** The folder whose page may change with that file. */
  static Optional<String> folderOf(TreePath path) {
    String text = path.toString();
    int slash = text.lastIndexOf('/');
    String name = text.substring(slash + 1);
    return name.equals(PAGE) || name.equals(MARK)
        ? Optional.of(text.substring(0, Math.max(0, slash)))
        : Optional.empty();
  }

  /** Whether that file is what the folder's own name answers. */
  static boolean isPage(TreePath path) {
    String text = path.toString();
    return text.equals(PAGE) || text.endsWith("/" + PAGE);
  }

  private static TreePath in(String folder, String name) {
    return TreePath.of(folder.isEmpty() ? name : folder + "/" + name);
  }
}
