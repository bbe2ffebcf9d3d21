package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import org.jspecify.annotations.Nullable;

/** The one open node of a level while a manifest is written. */
final class NodeDraft {
  private final int level;
  private final Output records = new Output(8 << 10);
  private int count;
  private @Nullable TreePath first;
  private @Nullable TreePath last;
  private @Nullable Child lastChild;
  private Summary summary = Summary.EMPTY;

  NodeDraft(int level) {
    this.level = level;
  }

  int count() {
    return count;
  }

  int size() {
    return records.size();
  }

  /** The child that was added last. */
  @Nullable Child lastChild() {
    return lastChild;
  }

  void add(Entry entry) {
    begin(entry.path());
    EntryCodec.write(entry, records);
    summary = summary.plus(Summary.of(entry));
  }

  void add(Child child) {
    begin(child.first());
    NodeCodec.writeChild(child, records);
    summary = summary.plus(child.summary());
    lastChild = child;
  }

  private void begin(TreePath path) {
    NodeCodec.writePath(path, last, records);
    if (first == null) {
      first = path;
    }
    last = path;
    count++;
  }

  byte[] canonical() {
    Output node = new Output(records.size() + 16);
    NodeCodec.writeHeader(level, count, node);
    node.append(records);
    return node.toBytes();
  }

  /** What the level above says of this node, which {@code digest} names. */
  Child describe(Digest digest) {
    if (first == null) {
      throw new IllegalStateException("an empty node has no place in a level above");
    }
    return new Child(first, digest, summary);
  }

  void clear() {
    records.clear();
    count = 0;
    first = null;
    last = null;
    lastChild = null;
    summary = Summary.EMPTY;
  }
}
