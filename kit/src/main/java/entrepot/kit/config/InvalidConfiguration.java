package entrepot.kit.config;

import entrepot.kit.Failure;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration file that cannot be used, with all that is wrong in it. */
public final class InvalidConfiguration extends Failure {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidConfiguration(List<Problem> problems) {
    super(
        problems.stream().map(Problem::toString).collect(Collectors.joining("\n")),
        "Correct the file; 'entrepot config check' tells whether it is right.",
        null);
    this.problems = List.copyOf(problems);
  }

  /** Errors and warnings in the order of the file; at least one is an error. */
  public List<Problem> problems() {
    return problems;
  }
}
