package entrepot.kit.config;

import java.nio.file.Path;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param line counted from 1, as editors do
 * @param column counted from 1; of the key, where the wrong value has one
 * @param pointer where in the document, as a JSON pointer (RFC 6901); empty for the whole file
 * @param message what was found
 * @param fix what to write instead; empty where nothing can be said
 */
public record Problem(
    Level level, Path file, int line, int column, String pointer, String message, String fix) {
  /** Whether the configuration can be used all the same. */
  public enum Level {
    ERROR,
    WARNING
  }

  /** {@code FILE:LINE:COLUMN: trees.debian.policy: what was found; the fix}. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(file).append(':').append(line).append(':').append(column).append(": ");
    if (level == Level.WARNING) {
      text.append("warning: ");
    }
    if (!pointer.isEmpty()) {
      text.append(dotted()).append(": ");
    }
    text.append(message);
    if (!fix.isEmpty()) {
      text.append("; ").append(fix);
    }
    return text.toString();
  }

  private String dotted() {
    return Pointers.unescape(pointer.substring(1).replace('/', '.'));
  }
}
