package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.ExitCode;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code entrepot sync}: asks upstream for what changed. */
@CommandLine.Command(
    name = "sync",
    description = "Ask upstream for what changed and make a snapshot of it.",
    footer = {
      "",
      "A failed run leaves the former snapshot in place. A run without change costs one",
      "conditional request per entry point and makes no snapshot and no release."
    })
final class SyncCommand extends OperatorCommand<Report.Synced> {
  @Parameters(paramLabel = "TREE", arity = "0..*", description = "Trees to sync; none: all.")
  private List<String> trees = List.of();

  @Option(
      names = "--allow-shrink",
      description = "Accept an upstream that lost more than the tree's shrink limit.")
  private boolean allowShrink;

  @Option(
      names = "--release",
      description = "Release to the tree's regions afterwards, whatever its configuration says.")
  private boolean release;

  @Override
  List<Command.Sync> commands(Supplier<Configuration> configuration) {
    List<String> chosen =
        trees.isEmpty() ? List.copyOf(configuration.get().trees().keySet()) : trees;
    return chosen.stream().map(t -> new Command.Sync(t, allowShrink, release)).toList();
  }

  @Override
  void show(Report.Synced r, PrintWriter out) {
    out.printf(
        "%s: %s%s, %,d entries (%s), %d requests, %s fetched, %s%n",
        r.tree(),
        r.outcome(),
        r.snapshot().map(s -> ", snapshot " + Units.brief(s)).orElse(""),
        r.entries(),
        Units.bytes(r.bytes()),
        r.requests(),
        Units.bytes(r.fetched()),
        Units.duration(Duration.ofMillis(r.millis())));
    for (Report.Quarantine q : r.quarantined()) {
      out.printf("  quarantined %s: %s%n", q.path(), q.reason());
    }
    ReleaseRows.show(r.releases(), out);
  }

  @Override
  int exitCode(Report.Synced report) {
    int released = ReleaseRows.exitCode(report.releases());
    return report.quarantined().isEmpty() ? released : ExitCode.UPSTREAM;
  }
}
