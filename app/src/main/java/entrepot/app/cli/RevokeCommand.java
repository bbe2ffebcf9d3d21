package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.config.Configuration;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code entrepot revoke}: takes a file out of service at once. */
@CommandLine.Command(
    name = "revoke",
    description = "Forbid a file in all snapshots, carries and caches at once: clients get 410.",
    footer = {
      "",
      "WHAT is a path of the tree, or 'sha256:<hex>': that content under any name, in any tree."
    })
final class RevokeCommand extends RegionsCommand {
  @Parameters(index = "0", paramLabel = "TREE", description = "The tree.")
  private String tree = "";

  @Parameters(index = "1", paramLabel = "WHAT", description = "A path or a digest.")
  private String what = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "A sentence that clients are told.")
  private String reason = "";

  @Option(names = "--undo", description = "Allow it again.")
  private boolean undo;

  @Override
  List<Command.Revoke> commands(Supplier<Configuration> configuration) {
    return List.of(new Command.Revoke(tree, what, reason, undo, regions()));
  }
}
