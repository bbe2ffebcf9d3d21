package entrepot.store.fill;

import entrepot.kit.Digest;
import entrepot.kit.Digest.Algorithm;
import entrepot.kit.Failure;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills lazy entries: one fetch for each content, whatever the number of those who wait for it. A
 * fetch that has begun goes on when all have left: the next who asks finds it done. What a fetch
 * brought becomes a blob once size and digest match; where the index gave another algorithm, the
 * fill table notes the sha256. The manifest is never changed.
 */
public final class Fillings {
  private static final Logger log = LoggerFactory.getLogger(Fillings.class);
  private static final String SUFFIX = ".part";
  private static final int REMEMBERED_FAILURES = 10_000;

  private final Backend backend;
  private final Path scratch;
  private final MissFetcher fetcher;
  private final Executor executor;
  private final InstantSource clock;
  private final FillLimits limits;
  private final Semaphore turns;
  private final Map<Digest, Fill> under = new ConcurrentHashMap<>();
  private final Map<Digest, Remembered> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Remembered> eldest) {
          return size() > REMEMBERED_FAILURES;
        }
      };
  private final AtomicLong serial = new AtomicLong();

  private record Remembered(Failure failure, Instant until) {}

  /**
   * Fills into {@code backend}.
   *
   * @param scratch a folder of this object's own, on the backend's file system where it is a disk;
   *     what a killed process left there is removed
   * @param executor runs one blocking task for each fetch: a virtual thread each
   */
  public Fillings(
      Backend backend,
      Path scratch,
      MissFetcher fetcher,
      Executor executor,
      InstantSource clock,
      FillLimits limits) {
    this.backend = backend;
    this.scratch = scratch;
    this.fetcher = fetcher;
    this.executor = executor;
    this.clock = clock;
    this.limits = limits;
    this.turns = new Semaphore(limits.atOnce());
    try {
      Files.createDirectories(scratch);
      try (DirectoryStream<Path> left = Files.newDirectoryStream(scratch, "*" + SUFFIX)) {
        for (Path part : left) {
          Files.delete(part);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("preparing " + scratch, e);
    }
  }

  /** The sha256 under which the entry's bytes are in the store already. */
  public Optional<Digest> filled(Entry entry) {
    Digest identity = identity(entry);
    if (identity.algorithm() != Algorithm.SHA256) {
      Key key = fillKey(identity);
      if (backend.stat(key).isEmpty()) {
        return Optional.empty();
      }
      identity = Digest.sha256(new String(backend.load(key), StandardCharsets.US_ASCII).strip());
    }
    return backend.stat(Key.blob(identity)).isPresent() ? Optional.of(identity) : Optional.empty();
  }

  /**
   * The bytes of a lazy entry: in the store, or coming. Throws {@link FillGone}, {@link
   * FillMismatch}, {@link FillFailed} or {@link SourceUnavailable} when a fetch has just failed so.
   */
  public Opened open(String tree, Entry entry) {
    Digest identity = identity(entry);
    while (true) {
      Optional<Digest> already = filled(entry);
      if (already.isPresent()) {
        return new Opened.Filled(already.get());
      }
      rethrow(identity);
      Fill fill = under.computeIfAbsent(identity, _ -> begin(tree, entry, identity));
      if (fill != null && fill.join()) {
        return new Opened.Coming(new Following(fill));
      }
      // It ended between the look and the joining: look again.
    }
  }

  /** Has the entry's bytes in the store when it returns; throws as {@link #open} does. */
  public Digest fill(String tree, Entry entry) {
    return switch (open(tree, entry)) {
      case Opened.Filled filled -> filled.sha256();
      case Opened.Coming coming -> {
        try (Following following = coming.following()) {
          yield following.await();
        }
      }
    };
  }

  /** How many fetches are under way or wait for their turn. */
  public int underWay() {
    return under.size();
  }

  private static Digest identity(Entry entry) {
    return entry
        .sha256()
        .or(() -> entry.digests().stream().findFirst())
        .orElseThrow(() -> new FillFailed(entry.path() + " has no checksum to verify it by", null));
  }

  private static Key fillKey(Digest identity) {
    return new Key(Area.FILLS, identity.algorithm() + "-" + identity.hex());
  }

  private void rethrow(Digest identity) {
    synchronized (failures) {
      Remembered remembered = failures.get(identity);
      if (remembered == null) {
        return;
      }
      if (clock.instant().isBefore(remembered.until)) {
        throw remembered.failure;
      }
      failures.remove(identity);
    }
  }

  private void remember(Digest identity, Failure failure) {
    var time = failure instanceof FillGone ? limits.goneFor() : limits.failedFor();
    synchronized (failures) {
      failures.put(identity, new Remembered(failure, clock.instant().plus(time)));
    }
  }

  /** A fetch that has begun, or null when one has ended since the caller looked. */
  private @Nullable Fill begin(String tree, Entry entry, Digest identity) {
    // A fetch leaves the map only after its outcome can be seen here.
    if (filled(entry).isPresent()) {
      return null;
    }
    rethrow(identity);
    Path part = scratch.resolve(serial.incrementAndGet() + SUFFIX);
    try {
      Fill fill = new Fill(entry, identity, limits, part);
      executor.execute(() -> run(tree, entry, identity, fill, part));
      return fill;
    } catch (IOException e) {
      throw new FillFailed("making room for %s: %s".formatted(entry.path(), e), e);
    }
  }

  private void run(String tree, Entry entry, Digest identity, Fill fill, Path part) {
    try {
      turns.acquire();
      try {
        fetcher.fetch(tree, entry, fill);
        Digest sha256 = fill.verify();
        commit(part, sha256, identity);
        fill.succeed(sha256);
      } finally {
        turns.release();
      }
    } catch (FillGone | FillMismatch | FillFailed | SourceUnavailable e) {
      end(entry, identity, fill, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(entry, identity, fill, new FillFailed("interrupted fetching " + entry.path(), e));
    } catch (RuntimeException e) {
      String doing = "fetching %s of %s: %s".formatted(entry.path(), tree, e.getMessage());
      end(entry, identity, fill, new FillFailed(doing, e));
    } finally {
      under.remove(identity, fill);
      discard(part);
    }
  }

  private void end(Entry entry, Digest identity, Fill fill, Failure failure) {
    log.warn("{} was not filled: {}", entry.path(), failure.getMessage());
    remember(identity, failure);
    fill.fail(failure);
  }

  private void commit(Path part, Digest sha256, Digest identity) {
    backend.adopt(Key.blob(sha256), part);
    if (identity.algorithm() != Algorithm.SHA256) {
      backend.replace(fillKey(identity), sha256.hex().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      log.warn("removing {}: {}", part, e.toString());
    }
  }
}
