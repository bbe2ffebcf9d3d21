package entrepot.collect.wheels;

import java.util.Set;

/**
 * What somebody wants of a run.
 *
 * @param platforms to build for; none: all that are configured
 * @param newBuilders whether builders are made anew, with Debian's packages of today
 */
public record WheelsOrder(Set<String> platforms, boolean newBuilders) {
  /** All platforms, with the builders that are there. */
  public static final WheelsOrder USUAL = new WheelsOrder(Set.of(), false);

  public WheelsOrder {
    platforms = Set.copyOf(platforms);
  }

  boolean covers(Platform platform) {
    return platforms.isEmpty() || platforms.contains(platform.name());
  }
}
