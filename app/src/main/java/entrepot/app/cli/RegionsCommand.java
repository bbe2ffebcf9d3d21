package entrepot.app.cli;

import entrepot.app.command.Report;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** A command whose work is done region by region, and which says how it went in each. */
abstract class RegionsCommand extends OperatorCommand<Report.Releases> {
  @Option(
      names = {"-r", "--region"},
      paramLabel = "REGION",
      description = "Only this region; may be repeated. Default: all regions of the tree.")
  private List<String> regions = List.of();

  List<String> regions() {
    return regions;
  }

  @Override
  void show(Report.Releases report, PrintWriter out) {
    ReleaseRows.show(report.releases(), out);
  }

  @Override
  int exitCode(Report.Releases report) {
    return ReleaseRows.exitCode(report.releases());
  }
}
