package entrepot.app.region.policy;

import java.util.List;

/**
 * What was found of a bucket's rules, or done.
 *
 * @param notes what is no difference, and ought to be known
 */
public record PolicyReport(String region, String bucket, List<Part> parts, List<String> notes) {
  public PolicyReport {
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
  }

  /** What one of them came to. */
  public enum Outcome {
    /** It was as it should be. */
    RIGHT,
    /** It is not. */
    DIFFERS,
    /** It was not, and is now. */
    INSTALLED,
    /** The provider does not have it. */
    UNSUPPORTED
  }

  /**
   * One rule.
   *
   * @param differences found before anything was done; for what is unsupported, what the provider
   *     says
   */
  public record Part(String name, Outcome outcome, List<String> differences) {
    public Part {
      differences = List.copyOf(differences);
    }
  }

  /** Whether all is as it should be now. */
  public boolean right() {
    return parts.stream()
        .allMatch(p -> p.outcome() == Outcome.RIGHT || p.outcome() == Outcome.INSTALLED);
  }
}
