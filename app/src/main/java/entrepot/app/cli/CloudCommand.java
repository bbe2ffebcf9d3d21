package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code entrepot cloud}: the EC2-compatible cloud that comes along. */
@CommandLine.Command(
    name = "cloud",
    description = "The lab cloud: an EC2-compatible cloud with real machines.",
    subcommands = {
      CloudUpCommand.class,
      CloudCommand.Down.class,
      CloudCommand.Status.class,
      CloudCommand.Actions.class,
      CloudImportCommand.class,
      CloudQuickstartImageCommand.class,
      CloudCommand.Usage.class
    })
final class CloudCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say which: up, down, status, actions, import-image, quickstart-image or usage.");
  }

  /** {@code entrepot cloud down}. */
  @CommandLine.Command(
      name = "down",
      description = "End all machines and take the networks down.",
      footer = {
        "",
        "Instances whose root is a volume are stopped, others terminated. Volumes, snapshots and",
        "images stay in STATE/cloud. Also ends what a killed server left."
      })
  static final class Down extends OperatorCommand<Report.CloudEnded> {
    @Override
    List<Command.CloudDown> commands(Supplier<Configuration> configuration) {
      return List.of(new Command.CloudDown());
    }

    @Override
    void show(Report.CloudEnded report, PrintWriter out) {
      out.println("the lab cloud is down");
    }
  }

  /** {@code entrepot cloud status}. */
  @CommandLine.Command(name = "status", description = "Show regions, endpoints and what runs.")
  static final class Status extends OperatorCommand<Report.CloudStatus> {
    @Override
    List<Command.CloudStatus> commands(Supplier<Configuration> configuration) {
      return List.of(new Command.CloudStatus());
    }

    @Override
    void show(Report.CloudStatus report, PrintWriter out) {
      out.printf(
          "acceleration %s; %,d of %,d MiB of memory%n",
          report.acceleration(), report.usedMiB(), report.memoryMiB());
      Table table = new Table("REGION", "ENDPOINT", "S3", "INSTANCES", "VOLUMES", "IMAGES");
      for (Report.CloudRegionRow row : report.regions()) {
        String instances =
            row.instances().entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
        table.row(
            row.region(),
            row.endpoint(),
            row.s3().orElse("none"),
            instances.isEmpty() ? "none" : instances,
            row.volumes(),
            row.images());
      }
      table.print(out);
    }
  }

  /** {@code entrepot cloud actions}. */
  @CommandLine.Command(name = "actions", description = "List the EC2 actions that are answered.")
  static final class Actions extends OperatorCommand<Report.CloudActionList> {
    @Override
    List<Command.CloudActions> commands(Supplier<Configuration> configuration) {
      return List.of(new Command.CloudActions());
    }

    @Override
    void show(Report.CloudActionList report, PrintWriter out) {
      report.actions().forEach(out::println);
    }
  }

  /** {@code entrepot cloud usage}. */
  @CommandLine.Command(
      name = "usage",
      description = "Show the hours of instances and volumes, by region and account.",
      footer = {"", "Each hour of an instance counts that began, and each start begins one."})
  static final class Usage extends OperatorCommand<Report.CloudUsage> {
    @Override
    List<Command.CloudUsage> commands(Supplier<Configuration> configuration) {
      return List.of(new Command.CloudUsage());
    }

    @Override
    void show(Report.CloudUsage report, PrintWriter out) {
      Table table = new Table("REGION", "ACCOUNT", "INSTANCE HOURS", "VOLUME GIB HOURS");
      report
          .accounts()
          .forEach(row ->
              table.row(
                  row.region(),
                  row.account(),
                  row.instanceHours(),
                  String.format(Locale.ROOT, "%.2f", row.volumeGibHours())));
      table.print(out);
    }
  }
}
