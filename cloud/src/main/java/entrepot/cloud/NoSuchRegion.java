package entrepot.cloud;

import entrepot.kit.Failure;
import java.util.Collection;

/** The lab cloud has no region of that name. */
public final class NoSuchRegion extends Failure {
  private static final long serialVersionUID = 1L;

  NoSuchRegion(String name, Collection<String> known) {
    super(
        "the lab cloud has no region '%s'".formatted(name),
        "It has: " + String.join(", ", known) + ".",
        null);
  }
}
