package entrepot.release;

import entrepot.kit.Digest;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.manifest.Change;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Manifests;
import entrepot.store.manifest.State;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and blobs that some manifests name. Shared parts are read once: the first manifest
 * whole, of each other its difference to the one before. Nodes are held by their digest; of blobs,
 * of which there are far more, 64 bits: a collision keeps a blob too many.
 */
final class Marked {
  private final Set<Digest> nodes = new HashSet<>();
  private final LongSet blobs = new LongSet();
  private final Backend backend;

  private Marked(Backend backend) {
    this.backend = backend;
  }

  static Marked by(Collection<Digest> roots, Manifests manifests, Backend backend) {
    Marked marked = new Marked(backend);
    Digest former = null;
    for (Digest root : roots) {
      marked.mark(root, former, manifests);
      former = root;
    }
    return marked;
  }

  private void mark(Digest root, @Nullable Digest former, Manifests manifests) {
    try (var all = manifests.nodes(root, nodes::contains)) {
      all.forEachOrdered(nodes::add);
    }
    if (former == null) {
      for (Iterator<Entry> all = manifests.entries(root); all.hasNext(); ) {
        mark(all.next());
      }
      return;
    }
    manifests.diff(
        former,
        root,
        change -> {
          switch (change) {
            case Change.Added added -> mark(added.entry());
            case Change.Modified modified -> mark(modified.after());
            case Change.Removed _ -> {}
          }
        });
  }

  private void mark(Entry entry) {
    entry
        .sha256()
        .or(() -> entry.state() == State.LAZY ? filled(entry) : Optional.empty())
        .ifPresent(sha256 -> blobs.add(prefix(sha256)));
  }

  private Optional<Digest> filled(Entry entry) {
    return entry.digests().stream()
        .findFirst()
        .flatMap(d -> filled(new Key(Area.FILLS, d.algorithm() + "-" + d.hex()), backend));
  }

  /** What a row of the fill table says. */
  static Optional<Digest> filled(Key fill, Backend backend) {
    try {
      String hex = new String(backend.load(fill), StandardCharsets.US_ASCII).strip();
      return Optional.of(Digest.sha256(hex));
    } catch (ObjectMissing | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  boolean node(Digest sha256) {
    return nodes.contains(sha256);
  }

  boolean blob(Digest sha256) {
    return blobs.contains(prefix(sha256));
  }

  private static long prefix(Digest digest) {
    return java.nio.ByteBuffer.wrap(digest.bytes()).getLong();
  }
}
