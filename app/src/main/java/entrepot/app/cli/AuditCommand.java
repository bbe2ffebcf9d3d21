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

/** {@code entrepot audit}: looks whether buckets have what their heads say. */
@CommandLine.Command(
    name = "audit",
    description = "Compare what buckets have with what was published there.",
    footer = {
      "",
      "Lists each tree's objects and asks each for its size, digest and headers: one request an",
      "object. With --repair, what is missing or differs is put, what is stale or foreign removed."
    })
final class AuditCommand extends OperatorCommand<Report.Audited> {
  @Parameters(
      index = "0",
      paramLabel = "TREE",
      arity = "0..1",
      description = "Only this tree; default: all.")
  private @Nullable String tree;

  @Option(
      names = {"-r", "--region"},
      paramLabel = "REGION",
      description = "Only this region; may be repeated. Default: all that have a bucket.")
  private List<String> regions = List.of();

  @Option(names = "--repair", description = "Put right what is found.")
  private boolean repair;

  @Override
  List<Command.Audit> commands(Supplier<Configuration> configuration) {
    return List.of(new Command.Audit(regions, Optional.ofNullable(tree), repair));
  }

  @Override
  void show(Report.Audited report, PrintWriter out) {
    for (Report.AuditedRegion region : report.regions()) {
      if (!region.failure().isEmpty()) {
        out.printf("%s: FAILED%n  %s%n", region.region(), region.failure());
        continue;
      }
      out.printf(
          "%s: %,d objects; %,d missing, %,d differing, %,d stale, %,d foreign; %,d put right%n",
          region.region(),
          region.checked(),
          region.missing(),
          region.differing(),
          region.stale(),
          region.foreign(),
          region.repaired());
      region
          .rows()
          .forEach(row -> out.printf("  %s %s: %s%n", row.kind(), row.key(), row.remark()));
    }
  }

  @Override
  int exitCode(Report.Audited report) {
    return report.regions().stream().allMatch(AuditCommand::good) ? ExitCode.OK : ExitCode.RELEASE;
  }

  private static boolean good(Report.AuditedRegion region) {
    long found = region.missing() + region.differing() + region.stale() + region.foreign();
    return region.failure().isEmpty() && found <= region.repaired();
  }
}
