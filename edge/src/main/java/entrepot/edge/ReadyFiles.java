package entrepot.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for lately, by request target, so that the next who asks costs no look-up. Only
 * event loops read it; it forgets everything when the head changes.
 */
final class ReadyFiles {
  /**
   * Larger files are sent from the disk's cache by sendfile(2): from about here on, copying costs
   * the kernel more than it saves, and far more when something else uses the memory.
   */
  static final int SMALL = 32 * 1024;

  private final Contents contents;
  private final boolean whole;
  private final InstantSource clock;
  private final Choices choices = new Choices();
  private final Cache<String, Known> byTarget;
  private volatile long generation;

  ReadyFiles(Contents contents, long bytes, InstantSource clock) {
    this.contents = contents;
    this.whole = contents.whole();
    this.clock = clock;
    this.byTarget =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher(ReadyFiles::weight)
            .executor(Runnable::run)
            .build();
  }

  private static int weight(String target, Known known) {
    return 2 * target.length() + known.weight();
  }

  /** What such a request is answered with, if that is known and still true. */
  @Nullable Ready find(String target, MultiMap headers) {
    Ready ready =
        switch (byTarget.getIfPresent(target)) {
          case null -> null;
          case Ready only -> only;
          case Variants variants -> variants.choose(headers, choices);
        };
    if (ready == null || ready.generation() != generation) {
      return null;
    }
    boolean expires = ready.untilSecond() != Long.MAX_VALUE;
    if (expires && clock.instant().getEpochSecond() >= ready.untilSecond()) {
      return null;
    }
    if (!whole) {
      contents.used(ready.sha256());
    }
    return ready;
  }

  /** Makes a file ready, reading it when it is small; blocks. */
  Ready prepare(long foundAt, Found.InStore found) {
    long size = found.entry().size();
    Ready.Content content;
    if (size >= 0 && size <= SMALL) {
      content = new Ready.InMemory(inMemory(contents.load(found.sha256())));
    } else {
      content = contents.large(found);
      if (size < 0) {
        size = contents.size(found.sha256());
      }
    }
    FileHeaders headers = FileHeaders.of(found.entry(), found.freshness(), size);
    var until = found.freshness().until();
    return new Ready(
        foundAt,
        until.equals(java.time.Instant.MAX) ? Long.MAX_VALUE : until.getEpochSecond(),
        found.sha256(),
        headers.validators(),
        size,
        headers,
        content);
  }

  /** Outside the heap, so that the kernel takes it without a copy in between. */
  private static Buffer inMemory(byte[] bytes) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return BufferInternal.buffer(Unpooled.wrappedBuffer(direct.asReadOnlyBuffer()));
  }

  /** Remembers it, unless the head has changed since. */
  void keep(String target, @Nullable Variant variant, Ready ready) {
    // With a query, one file would have any number of targets.
    if (ready.generation() != generation || target.indexOf('?') >= 0) {
      return;
    }
    if (variant == null) {
      byTarget.put(target, ready);
    } else {
      byTarget
          .asMap()
          .merge(
              target, new Variants(variant, ready), (former, now) -> ((Variants) now).and(former));
    }
  }

  /** The head is now this one. */
  void forget(long newGeneration) {
    generation = newGeneration;
    byTarget.invalidateAll();
  }
}
