package entrepot.app.cli;

import entrepot.kit.Progress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress as one moving line a stage, with rate and time left. */
final class TerminalProgress implements Progress, AutoCloseable {
  private final PrintStream out;
  private @Nullable ProgressBar bar;
  private String stage = "";
  private boolean byBytes;

  TerminalProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void stage(String name) {
    close();
    stage = name;
  }

  @Override
  public synchronized void expect(long files, long bytes) {
    ProgressBar current = bar == null ? begin(bytes > 0) : bar;
    current.maxHint(Math.max(0, current.getMax()) + (byBytes ? bytes : files));
  }

  private ProgressBar begin(boolean bytes) {
    byBytes = bytes;
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(stage)
            .setInitialMax(0)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .showSpeed();
    ProgressBar begun =
        (bytes ? builder.setUnit(" MB", 1_000_000) : builder.setUnit(" files", 1)).build();
    bar = begun;
    return begun;
  }

  @Override
  public synchronized void done(long files, long bytes) {
    if (bar != null) {
      bar.stepBy(byBytes ? bytes : files);
    }
  }

  @Override
  public synchronized void note(String sentence) {
    out.println("\r" + sentence);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
