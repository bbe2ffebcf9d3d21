package entrepot.store.manifest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;

/**
 * Nodes in a backend, by digest. Since a digest's node never changes, decoded nodes are cached
 * without any thought of freshness.
 */
final class Nodes {
  private final Backend backend;
  private final Cache<Digest, Cached> cache;

  Nodes(Backend backend, long cacheBytes) {
    this.backend = backend;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(cacheBytes)
            .executor(Runnable::run)
            .weigher((Digest digest, Cached cached) -> cached.weight())
            .build();
  }

  private record Cached(Node node, int weight) {}

  /** The node of that digest, whose bytes were checked against it. */
  Node read(Digest digest) {
    return read(digest, true);
  }

  /**
   * The same, for who passes by once: leaves are not kept, which would only drive out what is asked
   * for again and leave garbage that has grown old.
   */
  Node readOnce(Digest digest) {
    return read(digest, false);
  }

  private Node read(Digest digest, boolean keepLeaf) {
    Cached cached = cache.getIfPresent(digest);
    if (cached != null) {
      return cached.node();
    }
    byte[] canonical;
    try {
      canonical = Compression.unpack(backend.load(Key.node(digest)), NodeCodec.MOST_BYTES);
    } catch (Malformed e) {
      throw new ManifestCorrupt(digest, String.valueOf(e.getMessage()), e);
    }
    if (!Digest.sha256Of(canonical).equals(digest)) {
      throw new ManifestCorrupt(digest, "has other bytes than its digest says", null);
    }
    Node node = NodeCodec.read(canonical, digest);
    if (keepLeaf || node.level() > 0) {
      // Objects and references take about three times the room of the bytes that they came from.
      cache.put(digest, new Cached(node, 200 + 3 * canonical.length));
    }
    return node;
  }

  /** The i-th node below {@code parent}, if it is what the parent says. */
  Node child(Node.Inner parent, int i) {
    return checked(parent, i, read(parent.children().get(i).digest()));
  }

  /** The same, for who passes by once. */
  Node childOnce(Node.Inner parent, int i) {
    return checked(parent, i, readOnce(parent.children().get(i).digest()));
  }

  private static Node checked(Node.Inner parent, int i, Node node) {
    Child child = parent.children().get(i);
    TreePath first = node.first();
    if (node.level() != parent.level() - 1 || first == null || !first.equals(child.first())) {
      throw new ManifestCorrupt(child.digest(), "is not what the node above it says", null);
    }
    boolean isLast = i + 1 == parent.children().size();
    if (!isLast && last(node, first).compareTo(parent.children().get(i + 1).first()) >= 0) {
      throw new ManifestCorrupt(child.digest(), "reaches into the node after it", null);
    }
    return node;
  }

  private static TreePath last(Node node, TreePath first) {
    return switch (node) {
      case Node.Leaf leaf -> leaf.entries().isEmpty() ? first : leaf.entries().getLast().path();
      case Node.Inner inner -> inner.children().getLast().first();
    };
  }

  /** Writes a node, unless it is there, and returns its digest. */
  Digest write(byte[] canonical) {
    Digest digest = Digest.sha256Of(canonical);
    Key key = Key.node(digest);
    if (backend.stat(key).isEmpty()) {
      backend.put(key, Compression.pack(canonical));
    }
    return digest;
  }
}
