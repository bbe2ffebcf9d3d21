package entrepot.store.gc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import entrepot.kit.Digest;
import entrepot.store.Store;
import entrepot.store.backend.Area;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** What the manifests of some roots need: nodes, blobs, and the fills of their lazy entries. */
final class Reachable {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Store store;
  private final DigestSet nodes = new DigestSet();
  private final DigestSet blobs = new DigestSet();
  private final DigestSet fills = new DigestSet();

  Reachable(Store store) {
    this.store = store;
  }

  /**
   * Reads every node below the roots that it has not read before. A node that is missing is {@code
   * ObjectMissing}, so that nothing is deleted on a guess.
   */
  void mark(Iterable<Digest> roots) {
    roots.forEach(this::mark);
    markFilled();
  }

  private void mark(Digest root) {
    store
        .manifests()
        .nodes(root, node -> nodes.contains(node.bytes()))
        .forEach(node -> {
          if (nodes.add(node.bytes())) {
            store.manifests().entriesOf(node).forEach(this::mark);
          }
        });
  }

  private void mark(Entry entry) {
    if (entry.state() != State.MISSING) {
      entry.sha256().ifPresent(digest -> blobs.add(digest.bytes()));
    }
    if (entry.state() == State.LAZY) {
      for (Digest digest : entry.digests()) {
        fills.add(named(digest.algorithm() + "-" + digest.hex()));
      }
    }
  }

  private void markFilled() {
    List<Key> filled = new ArrayList<>();
    store
        .backend()
        .list(
            Area.FILLS,
            info -> {
              if (needs(info.key())) {
                filled.add(info.key());
              }
            });
    for (Key fill : filled) {
      String hex = new String(store.backend().load(fill), US_ASCII).strip();
      if (SHA256.matcher(hex).matches()) {
        blobs.add(HexFormat.of().parseHex(hex));
      }
    }
  }

  /** Whether the object must stay; so does what is not garbage collection's to judge. */
  boolean needs(Key key) {
    return switch (key.area()) {
      case NODES -> hasOrIsNoDigest(nodes, key);
      case BLOBS -> hasOrIsNoDigest(blobs, key);
      case FILLS -> fills.contains(named(key.name()));
      case SNAPSHOTS, LEASES, GARBAGE, HINTS, MARKS -> true;
    };
  }

  private static boolean hasOrIsNoDigest(DigestSet set, Key key) {
    return !SHA256.matcher(key.name()).matches()
        || set.contains(HexFormat.of().parseHex(key.name()));
  }

  private static byte[] named(String fill) {
    return Digest.sha256Of(fill.getBytes(US_ASCII)).bytes();
  }
}
