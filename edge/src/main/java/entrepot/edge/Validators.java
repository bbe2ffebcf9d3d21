package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.store.manifest.Entry;

/**
 * By what clients recognise a version of a file.
 *
 * @param etag strong, quoted: the first 32 digits of the strongest digest that the index gives, so
 *     that a lazy file has the same before and after it is fetched
 * @param modified in seconds since 1970
 */
record Validators(String etag, long modified) {
  private static final int DIGITS = 32;

  static Validators of(Entry entry) {
    Digest digest = entry.sha256().orElseGet(() -> entry.digests().getFirst());
    return new Validators('"' + digest.hex().substring(0, DIGITS) + '"', entry.mtime());
  }
}
