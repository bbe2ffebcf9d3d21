package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code entrepot retire}: announces that something is to go. */
@CommandLine.Command(
    name = "retire",
    description = "Announce that a tree, or a folder of it, goes on a date; list or cancel that.",
    footer = {
      "",
      "From now on it gets no more updates. From --unlist on no mirror list names it, and --on that",
      "date regions lose it: clients get 410 and the note. A running server sees to that; without",
      "one, 'entrepot prune' does. Dates are days (their first instant, UTC) or times such as",
      "2026-12-31T12:00:00Z. A folder is one in which a suite, a repository or a checksum file",
      "begins, such as 'ubuntu/dists/bionic'. Announced again, it gets the new dates."
    })
final class RetireCommand extends OperatorCommand<Report.Retirements> {
  @Parameters(arity = "0..1", paramLabel = "TREE[/FOLDER]", description = "What is to go.")
  private String what = "";

  @Option(
      names = "--on",
      paramLabel = "DATE",
      converter = Date.class,
      description = "When regions lose it.")
  private @Nullable Instant on;

  @Option(
      names = "--unlist",
      paramLabel = "DATE",
      converter = Date.class,
      description = "From when on no mirror list names it; 'now' for at once. Default: --on.")
  private @Nullable Instant unlisted;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, and what to use instead: clients are told.")
  private String note = "";

  @Option(names = "--cancel", description = "Let it stay, or come back with the next release.")
  private boolean cancel;

  @Option(names = "--list", description = "Show what was announced, newest first.")
  private boolean list;

  @Spec private @Nullable CommandSpec known;

  @Override
  List<? extends Command<Report.Retirements>> commands(Supplier<Configuration> configuration) {
    if (list) {
      return List.of(new Command.Retirements());
    }
    if (what.isEmpty()) {
      throw wrong("Say what is to go: TREE or TREE/FOLDER; or --list.");
    }
    int slash = what.indexOf('/');
    String tree = slash < 0 ? what : what.substring(0, slash);
    String path = slash < 0 ? "" : what.substring(slash + 1).replaceFirst("/$", "");
    if (cancel) {
      return List.of(new Command.RetireCancel(tree, path));
    }
    if (on == null) {
      throw wrong("Say when it is to go: --on DATE.");
    }
    return List.of(new Command.Retire(tree, path, on, Optional.ofNullable(unlisted), note));
  }

  private ParameterException wrong(String what) {
    return new ParameterException(Objects.requireNonNull(known).commandLine(), what);
  }

  @Override
  void show(Report.Retirements report, PrintWriter out) {
    if (report.retirements().isEmpty()) {
      out.println("nothing was ever retired");
      return;
    }
    rows(report.retirements()).print(out);
  }

  static Table rows(List<Report.RetirementRow> retirements) {
    Table table = new Table("RETIRED", "STATE", "UNLISTED", "GONE", "WHO", "NOTE");
    for (Report.RetirementRow row : retirements) {
      table.row(
          row.tree() + row.path().map(path -> "/" + path).orElse(""),
          row.state(),
          Units.time(row.unlisted()),
          Units.time(row.due()),
          row.who(),
          row.note());
    }
    return table;
  }

  /** A day, which is its first instant in UTC, or an instant. */
  static final class Date implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.equals("now")
            ? Instant.now()
            : text.length() == "2026-12-31".length()
                ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                : Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new CommandLine.TypeConversionException(
            "'%s' is no date such as 2026-12-31 or 2026-12-31T12:00:00Z".formatted(text));
      }
    }
  }
}
