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

/** {@code entrepot diff}: what two snapshots differ in. */
@CommandLine.Command(
    name = "diff",
    description = "Show what two snapshots of a tree differ in.",
    footer = {
      "",
      "A snapshot is given by its digest or the first digits of it, as 'latest', or as",
      "'@REGION': what that region serves."
    })
final class DiffCommand extends OperatorCommand<Report.Difference> {
  @Parameters(index = "0", paramLabel = "TREE", description = "The tree.")
  private String tree = "";

  @Parameters(index = "1", paramLabel = "FROM", description = "The older snapshot.")
  private String from = "";

  @Parameters(
      index = "2",
      paramLabel = "TO",
      arity = "0..1",
      defaultValue = "latest",
      description = "The newer snapshot (default: ${DEFAULT-VALUE}).")
  private String to = "latest";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many changes to list; counts are of all (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  List<Command.Diff> commands(Supplier<Configuration> configuration) {
    return List.of(new Command.Diff(tree, from, to, limit));
  }

  @Override
  void show(Report.Difference d, PrintWriter out) {
    for (Report.ChangeRow change : d.changes()) {
      String sign =
          switch (change.change()) {
            case "added" -> "+";
            case "removed" -> "-";
            default -> "~";
          };
      out.printf("%s %s%n", sign, change.path());
    }
    out.printf(
        "%s %s..%s: %,d added (%s), %,d removed, %,d modified%n",
        d.tree(),
        Units.brief(d.from()),
        Units.brief(d.to()),
        d.added(),
        Units.bytes(d.bytesAdded()),
        d.removed(),
        d.modified());
  }
}
