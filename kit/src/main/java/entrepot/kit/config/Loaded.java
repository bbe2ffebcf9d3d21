package entrepot.kit.config;

import java.util.List;
import java.util.Set;

/**
 * A configuration that can be used.
 *
 * @param warnings what is probably wrong all the same
 * @param unread pointers of the keys that the schema allows and nobody asked for: a mistake in the
 *     program, which a test catches
 */
public record Loaded<T>(T configuration, List<Problem> warnings, Set<String> unread) {
  public Loaded {
    warnings = List.copyOf(warnings);
    unread = Set.copyOf(unread);
  }
}
