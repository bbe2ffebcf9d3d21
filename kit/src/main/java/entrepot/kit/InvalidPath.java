package entrepot.kit;

/** A path that no tree may hold: too long, not UTF-8, or with a part that could escape. */
public final class InvalidPath extends Failure {
  private static final long serialVersionUID = 1L;

  InvalidPath(String shown, String reason) {
    super(
        "path '%s' %s".formatted(shown, reason),
        "Quarantine or rename the file at its source; such a path is never published.",
        null);
  }
}
