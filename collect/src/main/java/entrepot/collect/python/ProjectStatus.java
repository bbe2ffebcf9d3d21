package entrepot.collect.python;

import java.util.Optional;

/**
 * How a project stands (PEP 792).
 *
 * @param marker {@code active}, {@code archived}, {@code quarantined}, {@code deprecated}, or a
 *     word of the same form that is yet to be invented: at most 64 of {@code [a-z0-9-]}
 * @param reason for people
 */
public record ProjectStatus(String marker, Optional<String> reason) {
  private static final int MAX_LENGTH = 64;

  public ProjectStatus {
    boolean plain =
        marker.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    if (!plain || marker.isEmpty() || marker.length() > MAX_LENGTH) {
      throw new Malformed("project status", marker, "it is no word of lower-case letters");
    }
  }

  /** Whether clients may not install it: such a page should offer no files. */
  public boolean isQuarantined() {
    return marker.equals("quarantined");
  }
}
