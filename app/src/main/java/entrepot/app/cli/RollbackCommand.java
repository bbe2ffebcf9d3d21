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

/** {@code entrepot rollback}: goes back to what a region served before. */
@CommandLine.Command(
    name = "rollback",
    description = "Go back to the snapshot that a region served before, or to a named one.",
    footer = {"", "What the abandoned snapshot named stays served for the carry time."})
final class RollbackCommand extends RegionsCommand {
  @Parameters(index = "0", paramLabel = "TREE", description = "The tree.")
  private String tree = "";

  @Option(
      names = "--to",
      paramLabel = "SNAPSHOT",
      description = "Default: what each region served before what it serves now.")
  private @Nullable String to;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "For the journal.")
  private String note = "";

  @Override
  List<Command.Rollback> commands(Supplier<Configuration> configuration) {
    return List.of(new Command.Rollback(tree, Optional.ofNullable(to), regions(), note));
  }
}
