package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Backend;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes manifests: search trees of content-addressed nodes, each known by the digest of
 * its root node. Every operation reads only the nodes on its way.
 *
 * <p>A node that is not there is {@code ObjectMissing}; one that is not what its digest or the
 * format says is {@link ManifestCorrupt}. May be used by many threads at once.
 */
public final class Manifests {
  private static final long CACHE_BYTES = 48L << 20;

  private final Nodes nodes;
  private final Shape shape;

  /** Keeps up to 48 MiB of decoded nodes in memory. */
  public Manifests(Backend backend) {
    this(backend, CACHE_BYTES);
  }

  /** Keeps up to about {@code cacheBytes} of decoded nodes in memory. */
  public Manifests(Backend backend, long cacheBytes) {
    this(backend, cacheBytes, Shape.STANDARD);
  }

  Manifests(Backend backend, long cacheBytes, Shape shape) {
    this.nodes = new Nodes(backend, cacheBytes);
    this.shape = shape;
  }

  /** The digest of the manifest without entries; its node is written if it is not there. */
  public Digest empty() {
    return build(List.<Entry>of().iterator());
  }

  /**
   * Builds a manifest of entries that come in ascending order of their paths (else:
   * IllegalArgumentException). Throws {@link NameClash} when a name is both file and folder.
   */
  public Digest build(Iterator<Entry> sorted) {
    TreeWriter writer = new TreeWriter(nodes, shape);
    new CheckedEntries(sorted).forEachRemaining(writer::add);
    return writer.finish();
  }

  /**
   * Applies edits, ascending by path, each path once (else: IllegalArgumentException); the result
   * equals building from scratch. Throws {@link NameClash} when a name would be both file and
   * folder.
   */
  public Digest edit(Digest root, Iterator<Edit> sorted) {
    Iterator<Edit> checked = new CheckedEdits(sorted, nodes, root);
    return new TreeEditor(nodes, new TreeWriter(nodes, shape), checked).edit(root);
  }

  /** What the manifest adds up to; reads one node. */
  public Summary summary(Digest root) {
    return nodes.read(root).summary();
  }

  /** The entry at that path. */
  public Optional<Entry> find(Digest root, TreePath path) {
    byte[] target = path.utf8();
    Node node = nodes.read(root);
    while (node instanceof Node.Inner inner) {
      int i = Cursor.floor(inner.children(), target);
      if (i < 0) {
        return Optional.empty();
      }
      node = nodes.child(inner, i);
    }
    List<Entry> entries = ((Node.Leaf) node).entries();
    int i = Cursor.ceiling(entries, target);
    return i < entries.size() && entries.get(i).path().equals(path)
        ? Optional.of(entries.get(i))
        : Optional.empty();
  }

  /** All entries in order, read as they are asked for. */
  public Iterator<Entry> entries(Digest root) {
    return new Cursor(nodes, root);
  }

  /** The entries below a folder, in order; reads only the nodes that have one. */
  public Iterator<Entry> entries(Digest root, TreePath folder) {
    return new Below(new Cursor(nodes, root), folder);
  }

  /** The missing entries in order; a subtree without any is passed over unread. */
  public Iterator<Entry> missing(Digest root) {
    return new Missing(nodes, root);
  }

  /** The entries of one leaf; none where the digest is an inner node's. */
  public List<Entry> entriesOf(Digest node) {
    return switch (nodes.readOnce(node)) {
      case Node.Leaf leaf -> leaf.entries();
      case Node.Inner inner -> List.of();
    };
  }

  /** How far a node is above the leaves. */
  public int level(Digest node) {
    return nodes.readOnce(node).level();
  }

  /**
   * The names in a folder ({@code null} for the top), after the name {@code after} (exclusive;
   * {@code null}: from the start), at most {@code limit}. Empty where there is no such folder. In
   * the order of paths, where a folder counts as its name with a slash, as S3 lists: {@code a-b},
   * then the folder {@code a}, then {@code a0}.
   */
  public List<Listed> list(
      Digest root, @Nullable TreePath folder, @Nullable String after, int limit) {
    return new Listing(new Cursor(nodes, root), folder).names(after, limit);
  }

  /** The differences in ascending order; equal subtrees are passed over unread. */
  public void diff(Digest before, Digest after, Consumer<Change> each) {
    new Comparison(nodes).between(before, after, each);
  }

  /**
   * The digests of all nodes below {@code root}, itself included, but for those that {@code skip}
   * has and what lies below them. A node comes after all nodes below it: who copies one by one in
   * this order may take a node that it has for proof that it has all below. A node that occurs
   * twice may come twice.
   */
  public Stream<Digest> nodes(Digest root, Predicate<Digest> skip) {
    return StreamSupport.stream(new NodeWalk(nodes, root, skip), false);
  }
}
