package entrepot.collect.wheels.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to run.
 *
 * @param name of letters, digits and hyphens; for the control group
 * @param root what the program sees as {@code /}, read-only; has the empty folder {@code work}, the
 *     empty file {@code run/entrepot/index.sock}, and links from its temporary folders to {@code
 *     /work/tmp}
 * @param service a folder whose {@code index.sock} the program may connect to
 * @param input what it reads on standard input
 * @param output takes its standard output, at most {@code limits.disk()}
 * @param log takes its standard error, at most {@code limits.output()}
 */
public record Job(
    String name,
    Path root,
    Optional<Path> service,
    List<String> command,
    Map<String, String> environment,
    String input,
    Path output,
    Path log,
    SandboxLimits limits) {
  public Job {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
