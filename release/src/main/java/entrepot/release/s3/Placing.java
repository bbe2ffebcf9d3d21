package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts files of one tree under their keys: copied within the bucket where the same bytes are there
 * under another key, else from the central store.
 */
final class Placing {
  /** Of files whose bytes may be copied; others are sent. */
  private static final int MOST_REMEMBERED = 100_000;

  /** A larger object is copied in parts only, which is no quicker than sending it. */
  private static final long MOST_COPIED = 5L << 30;

  private final BucketObjects objects;
  private final Backend store;
  private final Materializer materializer;
  private final Revoked revoked;
  private final String tree;
  private final Progress progress;
  private final Map<Digest, String> there = new ConcurrentHashMap<>();

  Placing(
      BucketObjects objects,
      Backend store,
      Materializer materializer,
      Revoked revoked,
      String tree,
      Progress progress) {
    this.objects = objects;
    this.store = store;
    this.materializer = materializer;
    this.revoked = revoked;
    this.tree = tree;
    this.progress = progress;
  }

  /** These bytes are in the bucket under that key, and stay there while this is at work. */
  void known(Digest sha256, String key) {
    if (there.size() < MOST_REMEMBERED) {
      there.putIfAbsent(sha256, key);
    }
  }

  /**
   * Puts a file there.
   *
   * @param doubtful something may be there already, the right thing or another: look first
   */
  void place(String key, Entry entry, boolean doubtful) {
    Content content = content(entry);
    if (revoked.has(content.sha256())) {
      return;
    }
    Headers headers = Headers.of(entry, content.sha256());
    boolean done =
        (doubtful
                && objects.find(key).filter(found -> found.is(headers, content.size())).isPresent())
            || copied(key, headers, content);
    if (!done) {
      objects.put(key, headers, content);
    }
    known(content.sha256(), key);
    progress.done(1, content.size());
  }

  private boolean copied(String key, Headers headers, Content content) {
    String from = content.size() > MOST_COPIED ? null : there.get(content.sha256());
    return from != null && !from.equals(key) && objects.copy(from, key, headers);
  }

  /** The entry's bytes; a lazy one's are fetched if need be. */
  Content content(Entry entry) {
    if (entry.state() == State.PRESENT) {
      return new Content(store, entry.sha256().orElseThrow(), entry.size());
    }
    Digest sha256 = materializer.have(tree, entry);
    Key blob = Key.blob(sha256);
    long size =
        store.stat(blob).orElseThrow(() -> new ObjectMissing(blob, "the central store")).size();
    return new Content(store, sha256, size);
  }
}
