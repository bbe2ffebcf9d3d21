package entrepot.collect.wheels;

import entrepot.kit.Failure;
import java.util.List;
import java.util.stream.Collectors;

/** Wheels that may not fail have failed: there is no new snapshot, and what is served stays. */
public final class WheelsFailed extends Failure {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 10;

  private final transient List<WheelOutcome> outcomes;

  WheelsFailed(String tree, List<WheelOutcome> outcomes) {
    super(
        message(tree, failed(outcomes)),
        "'entrepot wheels log %s NAME' shows a build's log; 'tolerate' in the configuration names"
                .formatted(tree)
            + " projects that may fail. What was built is kept for the next run.",
        null);
    this.outcomes = List.copyOf(outcomes);
  }

  /** What became of every constraint. */
  public List<WheelOutcome> outcomes() {
    return outcomes;
  }

  private static List<WheelOutcome> failed(List<WheelOutcome> outcomes) {
    return outcomes.stream().filter(o -> o.kind() == WheelOutcome.Kind.FAILED).toList();
  }

  private static String message(String tree, List<WheelOutcome> failed) {
    return "%d wheels of %s were not built: %s%s"
        .formatted(
            failed.size(),
            tree,
            failed.stream()
                .limit(NAMED)
                .map(o ->
                    "%s %s for %s (%s)"
                        .formatted(o.project(), o.version(), o.platform(), o.reason()))
                .collect(Collectors.joining("; ")),
            failed.size() > NAMED ? "; …" : "");
  }
}
