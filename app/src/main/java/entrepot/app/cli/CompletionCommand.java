package entrepot.app.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code entrepot completion}: a completion script for bash and zsh. */
@CommandLine.Command(
    name = "completion",
    description = "Print a completion script for bash and zsh: source <(entrepot completion)")
final class CompletionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = java.util.Objects.requireNonNull(spec).root().commandLine();
    root.getOut().print(AutoComplete.bash("entrepot", root));
    root.getOut().flush();
    return 0;
  }
}
