package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.config.Configuration;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code entrepot keys}: what heads are signed with. */
@CommandLine.Command(
    name = "keys",
    description = "Show or change the keys that regions' heads are signed with.",
    subcommands = {KeysCommand.Rotate.class, KeysCommand.Retire.class})
final class KeysCommand extends KeysAct {
  @Override
  List<Command.Keys> commands(Supplier<Configuration> configuration) {
    return List.of(new Command.Keys());
  }

  /** {@code entrepot keys rotate}. */
  @CommandLine.Command(
      name = "rotate",
      description = "Add a key and sign all heads with it too; the old ones go on signing.",
      footer = {
        "",
        "Give the folder that is shown to edges outside of the server before 'keys retire'."
      })
  static final class Rotate extends KeysAct {
    @Override
    List<Command.KeysRotate> commands(Supplier<Configuration> configuration) {
      return List.of(new Command.KeysRotate());
    }
  }

  /** {@code entrepot keys retire}. */
  @CommandLine.Command(
      name = "retire",
      description = "Destroy the private half of a key; the last one stays.")
  static final class Retire extends KeysAct {
    @Parameters(paramLabel = "ID", description = "As 'entrepot keys' shows it.")
    private String id = "";

    @Override
    List<Command.KeysRetire> commands(Supplier<Configuration> configuration) {
      return List.of(new Command.KeysRetire(id));
    }
  }
}
