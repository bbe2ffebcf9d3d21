package entrepot.app.region;

import com.google.errorprone.annotations.FormatMethod;

/** A text that grows by lines. */
final class Lines {
  private final StringBuilder text = new StringBuilder();

  @FormatMethod
  void add(String format, Object... values) {
    text.append(format.formatted(values)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
