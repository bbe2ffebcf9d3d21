package entrepot.store.fill;

import entrepot.store.manifest.Entry;

/** Gets the bytes of an entry that is not there: from upstream, or for an edge from the centre. */
@FunctionalInterface
public interface MissFetcher {
  /**
   * Writes the entry's bytes into {@code sink}, blocking, and returns when all are written. Throws
   * {@link FillGone} where the source no longer has them, {@link FillFailed} where it did not
   * answer properly. Verifying size and digest is the caller's part.
   */
  void fetch(String tree, Entry entry, Sink sink);

  /** Takes the bytes of one entry. */
  interface Sink {
    /** Takes the next bytes; throws {@link FillMismatch} when they are more than there may be. */
    void write(byte[] bytes, int offset, int length);

    /** How many bytes it has taken since the last restart. */
    long written();

    /** Begins again at the first byte, when the source could not go on where it stopped. */
    void restart();
  }
}
