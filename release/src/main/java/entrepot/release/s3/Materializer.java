package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.store.manifest.Entry;

/** Has the bytes of lazy entries in the central store before a bucket needs them. */
@FunctionalInterface
public interface Materializer {
  /**
   * The sha256 under which the entry's bytes are in the store when this returns; may fetch them.
   * Throws a Failure where they are not to be had.
   */
  Digest have(String tree, Entry entry);
}
