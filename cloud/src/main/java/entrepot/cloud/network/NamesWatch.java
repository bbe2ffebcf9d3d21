package entrepot.cloud.network;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a region's DHCP and DNS again when one of its processes ended: at once, and after a pause
 * that doubles where they do not stay.
 */
final class NamesWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NamesWatch.class);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** What lasted so long did not fail at its start. */
  private static final Duration STAYED = Duration.ofSeconds(10);

  private final String namespace;
  private final Names names;
  private final Runnable raise;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Watches from now on.
   *
   * @param raise starts what does not run
   */
  NamesWatch(String namespace, Names names, Runnable raise) {
    this.namespace = namespace;
    this.names = names;
    this.raise = raise;
    this.thread = Thread.ofVirtual().name("names of " + namespace).start(this::watch);
  }

  private void watch() {
    Duration pause = SHORTEST;
    try {
      while (!closed) {
        long since = System.nanoTime();
        try {
          awaitEnd();
          if (System.nanoTime() - since > STAYED.toNanos()) {
            pause = SHORTEST;
          }
          Thread.sleep(pause);
          if (names.running().size() == Names.PROCESSES) {
            continue;
          }
          log.warn("DHCP or DNS of {} ended and starts again", namespace);
          raise.run();
        } catch (NetworkFailed e) {
          if (!closed) {
            log.error("DHCP and DNS of {} do not start", namespace, e);
          }
          Thread.sleep(pause);
        }
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
      }
    } catch (InterruptedException _) {
      // It is being closed.
    }
  }

  /** Until one of the processes has ended, but a minute at most. */
  private void awaitEnd() throws InterruptedException {
    List<ProcessHandle> running = names.running();
    if (running.size() < Names.PROCESSES) {
      return;
    }
    try {
      CompletableFuture.anyOf(
              running.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      // They still run.
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process failed", e);
    }
  }

  /** Starts nothing any more. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
