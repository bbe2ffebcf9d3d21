package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import java.io.BufferedInputStream;
import java.io.InputStream;

/** A blob of the central store on its way to a bucket; may be read more than once. */
record Content(Backend store, Digest sha256, long size) {
  private static final int AT_ONCE = 64 << 10;

  InputStream open(long offset) {
    // The HTTP client reads 4 KiB at a time.
    return new BufferedInputStream(store.open(Key.blob(sha256), offset), AT_ONCE);
  }
}
