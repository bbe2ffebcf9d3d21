package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code entrepot journal}: who did what, when. */
@CommandLine.Command(name = "journal", description = "Show who did what, when, newest first.")
final class JournalCommand extends OperatorCommand<Report.JournalPage> {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  List<Command.Journal> commands(Supplier<Configuration> configuration) {
    return List.of(new Command.Journal(limit));
  }

  @Override
  void show(Report.JournalPage page, PrintWriter out) {
    Table table = new Table("TIME", "WHO", "ACT", "SUBJECT", "REGION", "GENERATION", "DETAIL");
    for (Report.JournalRow row : page.entries()) {
      table.row(
          Units.time(row.time()),
          row.who(),
          row.act(),
          row.subject(),
          row.region().orElse("-"),
          row.fromGeneration().map(g -> g + " to ").orElse("")
              + row.toGeneration().map(String::valueOf).orElse("-"),
          detail(row));
    }
    table.print(out);
  }

  private static String detail(Report.JournalRow row) {
    StringBuilder text = new StringBuilder();
    row.detail().keySet().stream()
        .sorted()
        .forEach(key -> text.append(key).append('=').append(shown(row, key)).append(' '));
    return text.toString().strip();
  }

  private static String shown(Report.JournalRow row, String key) {
    String value = row.detail().getOrDefault(key, "");
    return key.equals("note") ? value : Units.brief(value);
  }
}
