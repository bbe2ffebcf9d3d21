package entrepot.app.quickstart;

import entrepot.kit.Progress;
import java.io.PrintWriter;

/** What the quickstart tells, a line at a time and at once. */
final class Story {
  private final PrintWriter out;

  Story(PrintWriter out) {
    this.out = out;
  }

  /** Tells a line, put together as {@link String#format} does. */
  void say(String format, Object... arguments) {
    out.printf(format + "%n", arguments);
    out.flush();
  }

  /** Tells a text as it is. */
  void quote(String text) {
    out.print(text);
    out.flush();
  }

  /** Tells of long work: its stages and notes, without counting. */
  Progress progress() {
    return new Progress() {
      @Override
      public void stage(String name) {
        say("  %s ...", name);
      }

      @Override
      public void expect(long files, long bytes) {}

      @Override
      public void done(long files, long bytes) {}

      @Override
      public void note(String sentence) {
        say("  %s", sentence);
      }
    };
  }
}
