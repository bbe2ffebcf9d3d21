package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical bytes of a node: one node has one encoding, and what is not that is refused.
 *
 * <pre>
 *   node    "ENTN"  u8 version = 1  u8 level  varint count  count × record
 *   path    varint bytes shared with the former record's path  varint length of the rest  the rest
 *   leaf    path  u8 kind = 0  u8 role  u8 state  varint size + 1 (0: unknown)  zigzag mtime
 *           u8 digests × (u8 algorithm, bytes)  varint fields × (varint tag, varint length, bytes)
 *   inner   path (the first below)  32 bytes sha256 of the child's canonical bytes
 *           varint entries  varint bytes  varint lazy  varint missing
 * </pre>
 */
final class NodeCodec {
  /** No border has more zero bits than a 64-bit hash, so no manifest comes near. */
  static final int MOST_LEVELS = 64;

  /** More than the size bound of any node and one record of the greatest size together. */
  static final int MOST_BYTES = 2 << 20;

  private static final byte[] MAGIC = "ENTN".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int MOST_RECORDS = 1 << 16;

  private NodeCodec() {}

  static void writeHeader(int level, int count, Output out) {
    out.bytes(MAGIC);
    out.u8(VERSION);
    out.u8(level);
    out.varint(count);
  }

  static void writePath(TreePath path, @Nullable TreePath former, Output out) {
    int shared = former == null ? 0 : path.sharedWith(former);
    out.varint(shared);
    out.varint(path.length() - shared);
    out.path(path, shared);
  }

  static void writeChild(Child child, Output out) {
    out.bytes(child.digest().bytes());
    Summary sum = child.summary();
    out.varint(sum.entries());
    out.varint(sum.bytes());
    out.varint(sum.lazy());
    out.varint(sum.missing());
  }

  /** The node with these canonical bytes; {@link ManifestCorrupt} names {@code digest}. */
  static Node read(byte[] canonical, Digest digest) {
    try {
      return read(new Input(canonical));
    } catch (Malformed | InvalidPath e) {
      throw new ManifestCorrupt(digest, String.valueOf(e.getMessage()), e);
    }
  }

  private static Node read(Input in) throws Malformed {
    if (!in.startsWith(MAGIC)) {
      throw new Malformed("does not begin as a node does");
    }
    int version = in.u8();
    if (version != VERSION) {
      throw new Malformed("has format version %d; this program knows 1".formatted(version));
    }
    int level = in.u8();
    if (level > MOST_LEVELS) {
      throw new Malformed("has level " + level);
    }
    int count = in.number("a record count", MOST_RECORDS);
    if (level > 0 && count == 0) {
      throw new Malformed("is an inner node without children");
    }
    Node node =
        level == 0 ? new Node.Leaf(entries(in, count)) : new Node.Inner(level, children(in, count));
    if (!in.atEnd()) {
      throw new Malformed("has bytes after its last record");
    }
    return node;
  }

  private static List<Entry> entries(Input in, int count) throws Malformed {
    List<Entry> entries = new ArrayList<>(Math.min(count, 256));
    TreePath path = null;
    for (int i = 0; i < count; i++) {
      path = in.path(path);
      entries.add(EntryCodec.read(path, in));
    }
    return Collections.unmodifiableList(entries);
  }

  private static List<Child> children(Input in, int count) throws Malformed {
    List<Child> children = new ArrayList<>(Math.min(count, 512));
    TreePath path = null;
    for (int i = 0; i < count; i++) {
      path = in.path(path);
      Digest digest = in.digest(Digest.Algorithm.SHA256);
      Summary sum =
          new Summary(
              in.natural("an entry count"),
              in.natural("a sum of bytes"),
              in.natural("a lazy count"),
              in.natural("a missing count"));
      children.add(new Child(path, digest, sum));
    }
    return Collections.unmodifiableList(children);
  }
}
