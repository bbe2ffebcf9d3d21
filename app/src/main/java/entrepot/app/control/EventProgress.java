package entrepot.app.control;

import entrepot.kit.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Turns progress into events, at most ten a second for amounts. */
final class EventProgress implements Progress {
  private static final Duration EVERY = Duration.ofMillis(100);

  private final Consumer<AdminEvent> events;
  private final InstantSource clock;
  private Instant told = Instant.MIN;
  private long expectedFiles;
  private long expectedBytes;
  private long doneFiles;
  private long doneBytes;

  EventProgress(Consumer<AdminEvent> events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  @Override
  public synchronized void stage(String name) {
    flush();
    events.accept(AdminEvent.ofStage(name));
  }

  @Override
  public synchronized void expect(long files, long bytes) {
    expectedFiles += files;
    expectedBytes += bytes;
    flushSometimes();
  }

  @Override
  public synchronized void done(long files, long bytes) {
    doneFiles += files;
    doneBytes += bytes;
    flushSometimes();
  }

  @Override
  public synchronized void note(String sentence) {
    flush();
    events.accept(AdminEvent.ofNote(sentence));
  }

  private void flushSometimes() {
    Instant now = clock.instant();
    if (told.isBefore(now.minus(EVERY))) {
      told = now;
      flush();
    }
  }

  /** Tells what has gathered. */
  synchronized void flush() {
    if (expectedFiles != 0 || expectedBytes != 0) {
      events.accept(AdminEvent.ofExpected(expectedFiles, expectedBytes));
      expectedFiles = expectedBytes = 0;
    }
    if (doneFiles != 0 || doneBytes != 0) {
      events.accept(AdminEvent.ofDone(doneFiles, doneBytes));
      doneFiles = doneBytes = 0;
    }
  }
}
