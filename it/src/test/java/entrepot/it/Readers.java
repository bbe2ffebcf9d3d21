package entrepot.it;

import entrepot.it.fixture.TreeReader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that read without pause, each in a thread, until they find something wrong or are closed.
 */
final class Readers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PACKAGES_A_ROUND = 4;

  private final List<Thread> threads = new ArrayList<>();
  private final List<AtomicLong> rounds = new ArrayList<>();
  private final AtomicLong files = new AtomicLong();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** One reader for each tree address; each has a seed of its own. */
  Readers(List<String> trees, Vendor<?> vendor, long seed) {
    for (String tree : trees) {
      AtomicLong count = new AtomicLong();
      rounds.add(count);
      long own = seed + rounds.size();
      threads.add(
          Thread.ofPlatform().name("reader " + tree).start(() -> loop(tree, vendor, own, count)));
    }
  }

  private void loop(String tree, Vendor<?> vendor, long seed, AtomicLong count) {
    try (TreeReader reader = vendor.reader(URI.create(tree), seed)) {
      while (!closed && wrong.isEmpty()) {
        long before = reader.files();
        reader.read(PACKAGES_A_ROUND);
        files.addAndGet(reader.files() - before);
        count.incrementAndGet();
        // Leaves the two processors to the process that is to be killed.
        LockSupport.parkNanos(2_000_000);
      }
    } catch (RuntimeException e) {
      wrong.add(tree + ": " + e);
    }
  }

  /** What a reader found wrong. */
  Optional<String> wrong() {
    return Optional.ofNullable(wrong.peek());
  }

  /** How many files were read and found right. */
  long files() {
    return files.get();
  }

  /** Waits until each reader has read a whole round from now on. */
  void readAnotherRound() {
    List<Long> before = rounds.stream().map(AtomicLong::get).toList();
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; i < rounds.size(); i++) {
      while (rounds.get(i).get() < before.get(i) + 2 && wrong.isEmpty()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("a reader made no round within " + PATIENCE);
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      try {
        thread.join(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
