package entrepot.app.cli;

import entrepot.app.command.ExitCode;
import entrepot.kit.Failure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code entrepot}: the command that holds all others. */
@Command(
    name = "entrepot",
    description = "Packages and images, next to your instances.",
    subcommands = {
      UpCommand.class,
      SyncCommand.class,
      SnapshotsCommand.class,
      DiffCommand.class,
      ReleaseCommand.class,
      RollbackCommand.class,
      RevokeCommand.class,
      JournalCommand.class,
      StatusCommand.class,
      ConfigCommand.class,
      QuickstartCommand.class,
      CompletionCommand.class,
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionLine.class,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something that ought not to happen",
      "2:the command line is wrong",
      "3:the configuration is wrong or missing",
      "4:upstream failed or did not verify; what was served is still served",
      "5:a release was refused or failed in a region",
      "6:no such tree, region or snapshot",
      "7:another process is at it",
    })
public final class EntrepotCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  /** Runs one command line; answers its exit code. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  CommonOptions common() {
    return common;
  }

  static CommandLine commandLine() {
    return new CommandLine(new EntrepotCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, _) -> explain(e, line));
  }

  private static int explain(Exception e, CommandLine line) {
    PrintWriter err = line.getErr();
    if (e instanceof Failure failure) {
      err.println(line.getColorScheme().errorText("error: " + failure.getMessage()));
      if (!failure.next().isEmpty()) {
        err.println("  " + failure.next());
      }
      return ExitCode.of(failure);
    }
    err.println(line.getColorScheme().errorText("error: " + e));
    e.printStackTrace(err);
    return ExitCode.UNEXPECTED;
  }

  @Override
  public void run() {
    CommandSpec known = java.util.Objects.requireNonNull(spec);
    throw new ParameterException(known.commandLine(), "Say what to do: name a command.");
  }
}
