package entrepot.store.backend;

import java.util.Locale;

/** The kinds of object that a backend keeps, each in a folder or under a prefix of its own. */
public enum Area {
  /** File contents, named by their sha256. */
  BLOBS,
  /** Manifest nodes, named by the sha256 of their uncompressed canonical bytes. */
  NODES,
  /** Snapshot records, named {@code <tree>.<sha256 of the root node>}. */
  SNAPSHOTS,
  /** Leases, named by a random id. */
  LEASES,
  /** What a lazy entry turned out to be: named {@code <algorithm>-<hex>}, holds a sha256. */
  FILLS,
  /** What garbage collection has condemned, and when; {@code pause} while it deletes. */
  GARBAGE,
  /** What spares later runs work, named {@code <tree>.<number>}; may be lost at any time. */
  HINTS,
  /** By which processes on several machines know that they see one store. */
  MARKS;

  private final String folder = name().toLowerCase(Locale.ROOT);

  /** The folder's name. */
  public String folder() {
    return folder;
  }

  /** Whether the name is the digest of the content, so that whoever doubts can check. */
  public boolean namedByContent() {
    return this == BLOBS || this == NODES;
  }
}
