package entrepot.app.config;

/**
 * What is logged.
 *
 * @param access whether edges log each request
 */
public record LogConfiguration(Level level, boolean access) {
  /** From how grave on. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }
}
