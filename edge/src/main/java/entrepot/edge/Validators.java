package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.store.manifest.Entry;
import org.jspecify.annotations.Nullable;

/**
 * By what clients recognise a version of a file.
 *
 * @param etag strong, quoted: the first 32 digits of the strongest digest that the index gives, so
 *     that a lazy file has the same before and after it is fetched
 * @param modified in seconds since 1970
 */
record Validators(String etag, long modified) {
  private static final int DIGITS = 32;

  static Validators of(Entry entry, @Nullable Variant variant) {
    Digest digest = entry.sha256().orElseGet(() -> entry.digests().getFirst());
    String mark = variant == null ? "" : variant.chosen().mark();
    return new Validators('"' + digest.hex().substring(0, DIGITS) + mark + '"', entry.mtime());
  }
}
