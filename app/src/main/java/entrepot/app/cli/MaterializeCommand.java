package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.ExitCode;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code entrepot materialize}: fetches what is there on demand only. */
@CommandLine.Command(
    name = "materialize",
    description = "Fetch the files of the latest snapshot that would be fetched on demand.",
    footer = {
      "",
      "A release to a bucket does this by itself: what is fetched before is quicker then."
    })
final class MaterializeCommand extends OperatorCommand<Report.Materialized> {
  @Parameters(index = "0", paramLabel = "TREE", description = "The tree.")
  private String tree = "";

  @Option(names = "--path", paramLabel = "PATH", description = "Only this file or folder.")
  private @Nullable String path;

  @Override
  List<Command.Materialize> commands(Supplier<Configuration> configuration) {
    return List.of(new Command.Materialize(tree, Optional.ofNullable(path)));
  }

  @Override
  void show(Report.Materialized report, PrintWriter out) {
    out.printf(
        "%s: %,d files, %s, are in the store%n",
        report.tree(), report.files(), Units.bytes(report.bytes()));
    if (report.failed() > 0) {
      out.printf("  %,d are not to be had:%n", report.failed());
      report.rows().forEach(row -> out.printf("  %s: %s%n", row.path(), row.reason()));
    }
  }

  @Override
  int exitCode(Report.Materialized report) {
    return report.failed() == 0 ? ExitCode.OK : ExitCode.RELEASE;
  }
}
