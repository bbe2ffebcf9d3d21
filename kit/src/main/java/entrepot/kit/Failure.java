package entrepot.kit;

import org.jspecify.annotations.Nullable;

/**
 * What every error of Entrepot says: what was being done and what was found (the message), and what
 * to do next. Subclasses are named by outcome; the command line maps them to exit codes.
 */
public abstract class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String next;

  protected Failure(String message, String next, @Nullable Throwable cause) {
    super(message, cause);
    this.next = next;
  }

  /** One sentence: what the reader can do about it. Empty where nothing helps. */
  public String next() {
    return next;
  }
}
