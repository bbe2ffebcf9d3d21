package entrepot.kit.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** One text of a configuration file that can say what is wrong with it. */
public final class Value {
  private final Document document;
  private final String pointer;
  private final String text;

  Value(Document document, String pointer, String text) {
    this.document = document;
    this.pointer = pointer;
    this.text = text;
  }

  /** As it was written, without YAML's quotes. */
  public String text() {
    return text;
  }

  /** A path; a relative one begins at the folder of the file. */
  public Path path() {
    Path folder = document.file().toAbsolutePath().getParent();
    Path path = Path.of(text);
    return (folder == null ? path.toAbsolutePath() : folder.resolve(path)).normalize();
  }

  /** A time such as {@code 15m}; empty when it is none, which has been reported then. */
  public Optional<Duration> duration() {
    return Amounts.duration(text);
  }

  /** A number of bytes such as {@code 20GB}; empty when it is none, which has been reported. */
  public Optional<Long> bytes() {
    return Amounts.bytes(text);
  }

  /** Reports that the configuration cannot be used because of this value. */
  public void error(String message, String fix) {
    document.error(pointer, message, fix);
  }

  /** Reports what is probably wrong, but may become right before it matters. */
  public void warning(String message, String fix) {
    document.warning(pointer, message, fix);
  }
}
