package entrepot.app.command;

import entrepot.kit.Failure;
import java.util.Collection;

/** A tree, region or snapshot that nobody knows. */
public final class NotFound extends Failure {
  private static final long serialVersionUID = 1L;

  public NotFound(String kind, String name, Collection<String> known) {
    super(
        "there is no %s '%s'".formatted(kind, name),
        known.isEmpty()
            ? "None is there yet; run 'entrepot status' to see what stands."
            : "Known: " + String.join(", ", known) + ".",
        null);
  }
}
