package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Backend;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes manifests: search trees of content-addressed nodes, each known by the digest of
 * its root node. Every operation reads only the nodes on its way.
 */
public final class Manifests {
  private final Backend backend;

  public Manifests(Backend backend) {
    this.backend = backend;
  }

  /** The digest of the manifest without entries; its node is written if it is not there. */
  public Digest empty() {
    return build(List.<Entry>of().iterator());
  }

  /** Builds a manifest of entries that come in ascending order of their paths. */
  public Digest build(Iterator<Entry> sorted) {
    throw new UnsupportedOperationException("build " + backend);
  }

  /** Applies edits, ascending by path, each path once; the result equals building from scratch. */
  public Digest edit(Digest root, Iterator<Edit> sorted) {
    throw new UnsupportedOperationException();
  }

  /** What the manifest adds up to; reads one node. */
  public Summary summary(Digest root) {
    throw new UnsupportedOperationException();
  }

  /** The entry at that path. */
  public Optional<Entry> find(Digest root, TreePath path) {
    throw new UnsupportedOperationException();
  }

  /** All entries in order, read as they are asked for. */
  public Iterator<Entry> entries(Digest root) {
    throw new UnsupportedOperationException();
  }

  /**
   * The names in a folder ({@code null} for the top), ascending, after {@code after} (exclusive;
   * {@code null}: from the start), at most {@code limit}. Empty where there is no such folder.
   */
  public List<Listed> list(
      Digest root, @Nullable TreePath folder, @Nullable String after, int limit) {
    throw new UnsupportedOperationException();
  }

  /** The differences in ascending order; equal subtrees are passed over unread. */
  public void diff(Digest before, Digest after, Consumer<Change> each) {
    throw new UnsupportedOperationException();
  }

  /**
   * The digests of all nodes below {@code root}, itself included, but for those {@code skip} has.
   */
  public Stream<Digest> nodes(Digest root, java.util.function.Predicate<Digest> skip) {
    throw new UnsupportedOperationException();
  }
}
