package entrepot.app.cli;

import entrepot.app.command.ExitCode;
import entrepot.app.command.Operator;
import entrepot.app.config.Configuration;
import entrepot.kit.Failure;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
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
      "8:an audit found something else than there should be",
    })
public final class EntrepotCommand implements Runnable {
  private static final String COMPLETION = "completion";

  /** In the order in which the help lists them. */
  private static final SequencedMap<String, Supplier<Object>> COMMANDS = commands();

  @Mixin private CommonOptions common;
  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  private EntrepotCommand(Optional<Here> here) {
    this.common = new CommonOptions(here);
  }

  private static SequencedMap<String, Supplier<Object>> commands() {
    SequencedMap<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("up", UpCommand::new);
    commands.put("worker", WorkerCommand::new);
    commands.put("edge", EdgeCommand::new);
    commands.put("sync", SyncCommand::new);
    commands.put("wheels", WheelsCommand::new);
    commands.put("snapshots", SnapshotsCommand::new);
    commands.put("diff", DiffCommand::new);
    commands.put("release", ReleaseCommand::new);
    commands.put("rollback", RollbackCommand::new);
    commands.put("revoke", RevokeCommand::new);
    commands.put("retire", RetireCommand::new);
    commands.put("keys", KeysCommand::new);
    commands.put("journal", JournalCommand::new);
    commands.put("prune", PruneCommand::new);
    commands.put("audit", AuditCommand::new);
    commands.put("materialize", MaterializeCommand::new);
    commands.put("publish", PublishCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("cloud", CloudCommand::new);
    commands.put("region", RegionCommand::new);
    commands.put("config", ConfigCommand::new);
    commands.put("quickstart", QuickstartCommand::new);
    commands.put(COMPLETION, CompletionCommand::new);
    return commands;
  }

  /** Runs one command line; answers its exit code. */
  public static int run(String... arguments) {
    return commandLine(Optional.empty(), arguments).execute(arguments);
  }

  /** Runs one inside the server, for a client of its socket; answers its exit code. */
  static int runHere(
      String[] arguments,
      Operator operator,
      Configuration configuration,
      PrintStream out,
      PrintStream err) {
    return commandLine(Optional.of(new Here(operator, configuration, err)), arguments)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(writer(out))
        .setErr(writer(err))
        .execute(arguments);
  }

  private static PrintWriter writer(PrintStream to) {
    return new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), true);
  }

  CommonOptions common() {
    return common;
  }

  /** With every command. */
  static CommandLine commandLine() {
    return commandLine(Optional.empty(), COMMANDS.keySet());
  }

  /** With the commands that the arguments name: to make all of them takes longer than most run. */
  private static CommandLine commandLine(Optional<Here> here, String... arguments) {
    Set<String> named = new LinkedHashSet<>(List.of(arguments));
    named.retainAll(COMMANDS.keySet());
    boolean some = !named.isEmpty() && !named.contains(COMPLETION);
    return commandLine(here, some ? named : COMMANDS.keySet());
  }

  private static CommandLine commandLine(Optional<Here> here, Set<String> names) {
    CommandLine line = new CommandLine(new EntrepotCommand(here));
    names.forEach(
        name -> line.addSubcommand(name, Objects.requireNonNull(COMMANDS.get(name)).get()));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, at, _) -> explain(e, at));
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
    CommandSpec known = Objects.requireNonNull(spec);
    throw new ParameterException(known.commandLine(), "Say what to do: name a command.");
  }
}
