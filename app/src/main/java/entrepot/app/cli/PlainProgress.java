package entrepot.app.cli;

import entrepot.kit.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Progress as lines, for logs: one a stage, one every ten seconds within it, one a note. */
final class PlainProgress implements Progress, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final PrintStream out;
  private final InstantSource clock;
  private String stage = "";
  private Instant began;
  private Instant told;
  private long files;
  private long filesExpected;
  private long bytes;
  private long bytesExpected;

  PlainProgress(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.began = clock.instant();
    this.told = began;
  }

  @Override
  public synchronized void stage(String name) {
    endStage();
    stage = name;
    began = clock.instant();
    told = began;
    files = filesExpected = bytes = bytesExpected = 0;
  }

  @Override
  public synchronized void expect(long moreFiles, long moreBytes) {
    filesExpected += moreFiles;
    bytesExpected += moreBytes;
  }

  @Override
  public synchronized void done(long moreFiles, long moreBytes) {
    files += moreFiles;
    bytes += moreBytes;
    Instant now = clock.instant();
    if (Duration.between(told, now).compareTo(EVERY) >= 0) {
      told = now;
      out.println(line(Duration.between(began, now)) + remaining(Duration.between(began, now)));
    }
  }

  private String line(Duration spent) {
    String rate =
        bytes > 0 && spent.toMillis() > 0
            ? ", " + Units.bytes(bytes * 1000 / spent.toMillis()) + "/s"
            : "";
    return "%s: %,d of %,d files, %s%s"
        .formatted(stage, files, Math.max(files, filesExpected), Units.bytes(bytes), rate);
  }

  private String remaining(Duration spent) {
    if (bytes <= 0 || bytesExpected <= bytes) {
      return "";
    }
    double share = (double) (bytesExpected - bytes) / bytes;
    return ", about "
        + Units.duration(Duration.ofMillis((long) (spent.toMillis() * share)))
        + " left";
  }

  @Override
  public synchronized void note(String sentence) {
    out.println(sentence);
  }

  private void endStage() {
    if (!stage.isEmpty() && files > 0) {
      Duration spent = Duration.between(began, clock.instant());
      out.println(line(spent) + " in " + Units.duration(spent));
    }
    stage = "";
  }

  @Override
  public synchronized void close() {
    endStage();
  }
}
