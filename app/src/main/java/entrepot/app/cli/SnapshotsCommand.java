package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code entrepot snapshots}: lists the snapshots of a tree. */
@CommandLine.Command(name = "snapshots", description = "List the snapshots of a tree.")
final class SnapshotsCommand extends OperatorCommand<Report.SnapshotList> {
  @Parameters(paramLabel = "TREE", description = "The tree.")
  private String tree = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most, newest first (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  List<Command.Snapshots> commands(Supplier<Configuration> configuration) {
    return List.of(new Command.Snapshots(tree, limit));
  }

  @Override
  void show(Report.SnapshotList report, PrintWriter out) {
    if (report.snapshots().isEmpty()) {
      out.printf(
          "%s has no snapshots; 'entrepot sync %s' makes one.%n", report.tree(), report.tree());
      return;
    }
    Table table = new Table("SNAPSHOT", "TIME", "ENTRIES", "SIZE", "LAZY", "MISSING", "SERVED IN");
    for (Report.SnapshotRow s : report.snapshots()) {
      table.row(
          Units.brief(s.snapshot()),
          Units.time(s.time()),
          s.entries(),
          Units.bytes(s.bytes()),
          s.lazy(),
          s.missing(),
          String.join(", ", s.regions()));
    }
    table.print(out);
  }
}
