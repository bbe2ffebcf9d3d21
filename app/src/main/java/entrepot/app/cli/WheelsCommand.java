package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.ExitCode;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import entrepot.app.config.TreeConfiguration;
import entrepot.app.config.WheelsTree;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code entrepot wheels}: builds what a Python index lacks for a platform. */
@CommandLine.Command(
    name = "wheels",
    description = "Build the wheels that a Python index lacks for a platform.",
    subcommands = {WheelsCommand.Build.class, WheelsCommand.Listing.class, WheelsCommand.Log.class})
final class WheelsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Say which: build, list or log.");
  }

  /** The trees that are meant: the one named, or all of kind wheels. */
  private static List<String> trees(@Nullable String named, Supplier<Configuration> configuration) {
    return named != null
        ? List.of(named)
        : configuration.get().trees().values().stream()
            .filter(tree -> tree instanceof WheelsTree)
            .map(TreeConfiguration::name)
            .toList();
  }

  private static void rows(List<Report.WheelRow> rows, PrintWriter out) {
    for (Report.WheelRow row : rows) {
      String expected =
          row.libraries().isEmpty()
              ? ""
              : " (%s; expects %s)".formatted(row.policy(), String.join(", ", row.libraries()));
      out.printf(
          "  %-9s %s %s for %s%s%s%n",
          row.outcome(),
          row.project(),
          row.version(),
          row.platform(),
          expected,
          row.reason().isEmpty() ? "" : ": " + row.reason());
    }
  }

  /** {@code entrepot wheels build}. */
  @CommandLine.Command(
      name = "build",
      description = "Build what the index lacks, and make a snapshot of it.",
      footer = {
        "",
        "Each wheel is built in a sandbox without network. If one fails that may not, what is served",
        "stays as it is, and what was built is kept for the next run."
      })
  static final class Build extends OperatorCommand<Report.WheelsBuilt> {
    @Parameters(paramLabel = "TREE", arity = "0..1", description = "Default: all trees of wheels.")
    private @Nullable String tree;

    @Option(
        names = "--platform",
        paramLabel = "PLATFORM",
        description = "Only for this one; may be repeated.")
    private List<String> platforms = List.of();

    @Option(
        names = "--update-builder",
        description = "Make the builders anew, with Debian's packages of today.")
    private boolean newBuilders;

    @Option(
        names = "--release",
        description = "Release to the tree's regions afterwards, whatever its configuration says.")
    private boolean release;

    @Override
    List<Command.WheelsBuild> commands(Supplier<Configuration> configuration) {
      return trees(tree, configuration).stream()
          .map(name -> new Command.WheelsBuild(name, platforms, newBuilders, release))
          .toList();
    }

    @Override
    void show(Report.WheelsBuilt report, PrintWriter out) {
      Map<String, Integer> counts = new TreeMap<>();
      report.wheels().forEach(row -> counts.merge(row.outcome(), 1, Integer::sum));
      out.printf("%s: %s; ", report.tree(), report.outcome());
      out.println(
          String.join(
              ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList()));
      rows(
          report.wheels().stream()
              .filter(row -> !row.reason().isEmpty() || !row.libraries().isEmpty())
              .toList(),
          out);
      if (report.sync().isEmpty()) {
        out.printf(
            "  nothing that is served was changed; 'entrepot wheels log NAME' shows why one failed%n");
      }
      report.sync().ifPresent(sync -> ReleaseRows.show(sync.releases(), out));
    }

    @Override
    int exitCode(Report.WheelsBuilt report) {
      return report
          .sync()
          .map(sync -> ReleaseRows.exitCode(sync.releases()))
          .orElse(ExitCode.UPSTREAM);
    }
  }

  /** {@code entrepot wheels list}. */
  @CommandLine.Command(
      name = "list",
      aliases = "status",
      description = "List what became of each constraint in the last run.")
  static final class Listing extends OperatorCommand<Report.WheelList> {
    @Parameters(paramLabel = "TREE", arity = "0..1", description = "Default: all trees of wheels.")
    private @Nullable String tree;

    @Override
    List<Command.WheelsList> commands(Supplier<Configuration> configuration) {
      return trees(tree, configuration).stream().map(Command.WheelsList::new).toList();
    }

    @Override
    void show(Report.WheelList report, PrintWriter out) {
      out.printf("%s:%n", report.tree());
      rows(report.wheels(), out);
    }
  }

  /** {@code entrepot wheels log}. */
  @CommandLine.Command(name = "log", description = "Show what a project's last build printed.")
  static final class Log extends OperatorCommand<Report.WheelLog> {
    @Parameters(paramLabel = "NAME", description = "The project, as 'wheels list' names it.")
    private String project = "";

    @Option(
        names = "--tree",
        paramLabel = "TREE",
        description = "Default: the only tree of wheels.")
    private @Nullable String tree;

    @Option(
        names = "--platform",
        paramLabel = "PLATFORM",
        description = "Default: the first with a log.")
    private @Nullable String platform;

    @Spec private @Nullable CommandSpec spec;

    @Override
    List<Command.WheelsLog> commands(Supplier<Configuration> configuration) {
      List<String> trees = trees(tree, configuration);
      if (trees.size() != 1) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "There are %d trees of wheels: name one with --tree.".formatted(trees.size()));
      }
      return List.of(
          new Command.WheelsLog(trees.getFirst(), Optional.ofNullable(platform), project));
    }

    @Override
    void show(Report.WheelLog report, PrintWriter out) {
      out.print(report.text());
    }
  }
}
