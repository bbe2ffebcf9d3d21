package entrepot.app.cli;

import entrepot.kit.Progress;
import java.io.PrintStream;
import java.time.InstantSource;

/** Progress and the way to end showing it. */
record ShownProgress(Progress progress, Runnable end) implements AutoCloseable {
  static ShownProgress none() {
    return new ShownProgress(Progress.SILENT, () -> {});
  }

  static ShownProgress bar(PrintStream out) {
    TerminalProgress bar = new TerminalProgress(out);
    return new ShownProgress(bar, bar::close);
  }

  static ShownProgress plain(PrintStream out, InstantSource clock) {
    PlainProgress plain = new PlainProgress(out, clock);
    return new ShownProgress(plain, plain::close);
  }

  @Override
  public void close() {
    end.run();
  }
}
