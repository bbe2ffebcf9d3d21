package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.config.Configuration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code entrepot release}: publishes a snapshot to regions. */
@CommandLine.Command(
    name = "release",
    description = "Publish a snapshot to regions(), each in one step.")
final class ReleaseCommand extends RegionsCommand {
  @Parameters(index = "0", paramLabel = "TREE", description = "The tree.")
  private String tree = "";

  @Parameters(
      index = "1",
      paramLabel = "SNAPSHOT",
      arity = "0..1",
      defaultValue = "latest",
      description = "The snapshot (default: ${DEFAULT-VALUE}).")
  private String snapshot = "latest";

  @Option(
      names = "--tolerance",
      paramLabel = "N",
      description = "Accept so many newly missing files; default: the tree's.")
  private @Nullable Long tolerance;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "For the journal.")
  private String note = "";

  @Override
  List<Command.Release> commands(Supplier<Configuration> configuration) {
    return List.of(
        new Command.Release(tree, snapshot, regions(), Optional.ofNullable(tolerance), note));
  }
}
