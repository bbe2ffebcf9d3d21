package entrepot.release.s3;

import entrepot.release.web.CacheRules;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;

/**
 * How far a publication is. A name is written only after all that its content names, so that what a
 * reader finds in an index is there.
 */
enum Phase {
  /** Packages, wheels, images: nothing names them yet. */
  PAYLOADS,
  /** All payloads are there. */
  INDEXES,
  /** All indexes are there. */
  ENTRY_POINTS;

  /** Whether readers may have seen indexes of a publication that got so far. */
  boolean seen() {
    return this != PAYLOADS;
  }

  boolean has(Entry entry) {
    return switch (this) {
      case PAYLOADS -> entry.role() == Role.PAYLOAD;
      case INDEXES -> entry.role() == Role.INDEX;
      case ENTRY_POINTS -> entry.role() == Role.ENTRY_POINT;
    };
  }

  /**
   * Whether the name says what its content is, as {@code by-hash/…}: then no reader can find other
   * bytes under it than he looks for.
   */
  static boolean namedByContent(Entry entry) {
    return CacheRules.namedByContent(entry.path());
  }
}
