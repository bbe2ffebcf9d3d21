package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code entrepot prune}: gives back the space of what nobody needs any more. */
@CommandLine.Command(
    name = "prune",
    description = "Forget old snapshots, and delete what nobody needs any more.",
    footer = {
      "",
      "How long snapshots are kept is said by 'keep' of each region and tree. What nobody needs is",
      "deleted a day after it was found so. A running server does this once a day by itself."
    })
final class PruneCommand extends OperatorCommand<Report.Pruned> {
  @Override
  List<Command.Prune> commands(Supplier<Configuration> configuration) {
    return List.of(new Command.Prune());
  }

  @Override
  void show(Report.Pruned report, PrintWriter out) {
    for (Report.PrunedRegion region : report.regions()) {
      out.printf(
          "%s: %,d nodes and %,d blobs deleted, %s freed%n",
          region.region(), region.nodes(), region.blobs(), Units.bytes(region.bytes()));
    }
    out.printf(
        "store: %,d snapshots forgotten, %,d objects deleted, %s freed; %,d go in a day%n",
        report.forgotten(), report.deleted(), Units.bytes(report.freed()), report.condemned());
    if (!report.waiting().isEmpty()) {
      out.printf("  nothing was deleted: %s%n", report.waiting());
    }
  }
}
