package entrepot.it;

import entrepot.it.fixture.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The access log that the server of an installation writes for the edge of one region. */
final class AccessLog {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path file;
  private int forgotten;

  AccessLog(Installation installation, String region) {
    this.file = installation.state().resolve("log").resolve("access-" + region + ".log");
  }

  /** The lines since the beginning or the last {@link #forget}. */
  List<String> lines() {
    List<String> all = all();
    return all.subList(Math.min(forgotten, all.size()), all.size());
  }

  /** Waits until a line holds the text, since lines are written a moment after the answer. */
  boolean tells(String text) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (lines().stream().anyMatch(line -> line.contains(text))) {
        return true;
      }
      LockSupport.parkNanos(20_000_000);
    }
    return false;
  }

  void forget() {
    forgotten = all().size();
  }

  private List<String> all() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
