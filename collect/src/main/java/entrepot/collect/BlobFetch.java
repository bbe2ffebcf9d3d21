package entrepot.collect;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.http.Fetch;
import entrepot.kit.http.Upstream;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import entrepot.store.manifest.Entry;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Fetches a file of known digest into the store; not one unverified byte is kept. */
public final class BlobFetch {
  private static final int ATTEMPTS = 2;

  private final Upstream upstream;
  private final Backend backend;

  public BlobFetch(Upstream upstream, Backend backend) {
    this.upstream = upstream;
    this.backend = backend;
  }

  /**
   * Fetches the file unless {@code expected} are not its digests (all are checked, after one more
   * attempt {@link CorruptedFile} is thrown). The size may be {@link Entry#UNKNOWN_SIZE}.
   *
   * @return the sha256, under which the store has it now
   */
  public Digest fetch(URI uri, String what, long size, List<Digest> expected) {
    if (expected.isEmpty()) {
      throw new IllegalArgumentException("nothing to verify " + what + " against");
    }
    for (int attempt = 1; ; attempt++) {
      try (Staging staging = backend.stage()) {
        VerifyingSink sink = new VerifyingSink(staging, expected);
        upstream.get(asked(uri, size), sink);
        Digest sha256 = sink.sha256();
        Optional<VerifyingSink.Mismatch> mismatch = sink.mismatch(sha256);
        if (mismatch.isEmpty()) {
          return keep(staging, sha256);
        }
        if (attempt == ATTEMPTS) {
          throw new CorruptedFile(what, mismatch.get().expected(), mismatch.get().found());
        }
      }
    }
  }

  private Fetch asked(URI uri, long size) {
    return size == Entry.UNKNOWN_SIZE
        ? Fetch.upTo(uri, upstream.settings().maxFileSize())
        : Fetch.exactly(uri, size);
  }

  private static Digest keep(Staging staging, Digest sha256) {
    CrashPoint.SYNC_BEFORE_BLOB.reached();
    staging.commit(Key.blob(sha256));
    CrashPoint.SYNC_AFTER_BLOB.reached();
    return sha256;
  }
}
