package entrepot.edge.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import entrepot.edge.CheckedFiles;
import entrepot.kit.Digest;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files by their sha256, bounded on disk by W-TinyLFU: what was asked for once does not drive out
 * what is asked for often.
 *
 * <p>INVARIANT: a file has its name only while the index has its weight, and the index never weighs
 * more than the bound once {@link #adopt} goes on from its clean-up; so names never add up to more.
 */
final class BlobCache implements CheckedFiles {
  private static final Logger log = LoggerFactory.getLogger(BlobCache.class);

  private static final long LIKELY_SIZE = 64 << 10;
  private static final int LEAST_FILES = 1 << 10;
  private static final int MOST_FILES = 1 << 18;

  private final ObjectFolder folder;
  private final OpenObjects open = new OpenObjects();
  private final Cache<Digest, Cached> index;
  private final LongAdder spoilt = new LongAdder();

  /** Knows at once what lies in {@code folder}; reads none of it. {@code bytes} is the bound. */
  BlobCache(ObjectFolder folder, long bytes, Usage usage) {
    this.folder = folder;
    this.index =
        Caffeine.newBuilder()
            .maximumWeight(0)
            .<Digest, Cached>weigher((_, cached) -> cached.pages())
            .evictionListener(this::evicted)
            .executor(BlobCache::maintain)
            .build();
    prepareSketch(bytes);
    bound(bytes);
    remember(usage.inOrder(folder.list()));
  }

  /** Upkeep may delete files, for which no event loop shall wait. */
  private static void maintain(Runnable upkeep) {
    if (Thread.currentThread().isVirtual()) {
      upkeep.run();
    } else {
      Thread.startVirtualThread(upkeep);
    }
  }

  /**
   * Caffeine sizes its sketch of frequencies when a weighted cache is half full, by the entries it
   * has then: all that was used until then would count for nothing, and again whenever the sketch
   * grows. So it is made at once, for as many files as are likely.
   */
  private void prepareSketch(long bytes) {
    int files = Math.clamp(bytes / LIKELY_SIZE, LEAST_FILES, MOST_FILES);
    index.policy().eviction().orElseThrow().setMaximum(files);
    ByteBuffer name = ByteBuffer.allocate(32);
    for (int i = 0; i < files; i++) {
      index.put(Digest.of(Digest.Algorithm.SHA256, name.putInt(0, i).array()), new Cached(0));
    }
    index.cleanUp();
    index.invalidateAll();
    index.cleanUp();
  }

  private void remember(Map<Digest, Usage.Known> known) {
    known.forEach((sha256, file) -> {
      Cached cached = new Cached(file.size());
      cached.nowNamed();
      cached.used(file.uses());
      index.put(sha256, cached);
    });
    // How often a file was used counts from when the index knows how many there are.
    index.cleanUp();
    known.forEach((sha256, file) -> {
      for (int i = 0; i < file.uses(); i++) {
        var _ = index.getIfPresent(sha256);
      }
      // Its buffers would lose some of this otherwise.
      index.cleanUp();
    });
  }

  private void evicted(@Nullable Digest sha256, @Nullable Cached cached, RemovalCause cause) {
    if (sha256 != null && cached != null && cached.named()) {
      remove(sha256);
    }
  }

  private void remove(Digest sha256) {
    open.forget(sha256);
    folder.remove(sha256);
  }

  /** Changes the bound, for what else must have room; in bytes. */
  void bound(long bytes) {
    index.policy().eviction().orElseThrow().setMaximum(Cached.pagesIn(Math.max(0, bytes)));
    index.cleanUp();
  }

  /** Bytes on disk at most, by what is known here. */
  long weight() {
    return index.policy().eviction().orElseThrow().weightedSize().orElse(0) * 4096;
  }

  long count() {
    return index.estimatedSize();
  }

  /** Files that were found to have other bytes than they should, and were dropped. */
  long spoilt() {
    return spoilt.sum();
  }

  /** Writes down what is used how often, for the next start. */
  void save(Usage usage) {
    usage.save(index.policy().eviction().orElseThrow().coldest(Integer.MAX_VALUE));
  }

  Optional<Long> has(Digest sha256) {
    return Optional.ofNullable(index.policy().getIfPresentQuietly(sha256))
        .filter(Cached::named)
        .map(Cached::size);
  }

  /** How often it was asked for; 0 for what is not here. */
  int uses(Digest sha256) {
    Cached cached = index.policy().getIfPresentQuietly(sha256);
    return cached == null ? 0 : 1 + cached.uses();
  }

  /**
   * Takes a whole file over, unless it is worth less than what would have to go for it. False when
   * it did not take it.
   */
  boolean adopt(Digest sha256, Path from) {
    Cached cached;
    try {
      cached = new Cached(java.nio.file.Files.size(from));
    } catch (IOException e) {
      throw new BackendUnavailable("taking over " + from, e);
    }
    if (tooLarge(cached) || index.asMap().putIfAbsent(sha256, cached) != null) {
      return false;
    }
    try {
      index.cleanUp();
      boolean admitted = cached.equals(index.policy().getIfPresentQuietly(sha256));
      if (admitted && Tail.append(from, sha256)) {
        // In one step with what could evict it.
        var _ =
            index.asMap().computeIfPresent(sha256, (_, now) -> named(now, cached, sha256, from));
      }
      return cached.named();
    } catch (IOException e) {
      throw new BackendUnavailable("taking over " + from, e);
    } finally {
      if (!cached.named()) {
        var _ = index.asMap().remove(sha256, cached);
      }
    }
  }

  private boolean tooLarge(Cached cached) {
    return cached.pages() > index.policy().eviction().orElseThrow().getMaximum();
  }

  private Cached named(Cached now, Cached mine, Digest sha256, Path from) {
    if (now.equals(mine)) {
      folder.name(from, sha256);
      mine.nowNamed();
    }
    return now;
  }

  /** Forgets a file and removes it. */
  void drop(Digest sha256) {
    var _ =
        index
            .asMap()
            .computeIfPresent(
                sha256,
                (_, cached) -> {
                  remove(sha256);
                  return null;
                });
  }

  private ObjectMissing missing(Digest sha256) {
    return new ObjectMissing(Key.blob(sha256), "the cache");
  }

  private ObjectMissing spoilt(Digest sha256, String found) {
    log.warn("cached file {} {}: dropped, to be fetched anew", sha256.hex(), found);
    spoilt.increment();
    drop(sha256);
    return missing(sha256);
  }

  @Override
  public void used(Digest sha256) {
    Cached cached = index.getIfPresent(sha256);
    if (cached != null) {
      cached.used();
    }
  }

  @Override
  public long size(Digest sha256) {
    return has(sha256).orElseThrow(() -> missing(sha256));
  }

  @Override
  public byte[] load(Digest sha256) {
    byte[] content = new byte[Math.toIntExact(size(sha256))];
    try (Reading reading = open(sha256)) {
      int at = 0;
      for (int n = 0; n >= 0 && at < content.length; at += n) {
        n = reading.read(at, content, at, content.length - at);
      }
    }
    if (!Digest.sha256Of(content).equals(sha256)) {
      throw spoilt(sha256, "has other bytes than its name says");
    }
    return content;
  }

  @Override
  public Reading open(Digest sha256) {
    Cached cached = index.policy().getIfPresentQuietly(sha256);
    if (cached == null || !cached.named()) {
      throw missing(sha256);
    }
    try {
      OpenObject file = open.get(sha256, folder.file(sha256), cached.size());
      return new BlockReading(file, found -> spoilt(sha256, found));
    } catch (IOException e) {
      throw spoilt(sha256, "cannot be read: " + e);
    }
  }

  /** Lets go of all files. */
  void close() {
    open.clear();
  }
}
