package entrepot.app.cli;

import entrepot.app.command.Commands;
import entrepot.app.command.Report;
import entrepot.app.control.RegionPublisher;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;

/** {@code entrepot publish}: publishes to one bucket, in a process that has that key alone. */
@CommandLine.Command(
    name = "publish",
    description = "Publish the latest snapshots to one region's bucket, beside a running server.",
    footer = {
      "",
      "Needs the region's key, and reads the store, the signing keys and the database. Fetches no",
      "file on demand ('entrepot materialize' does) and tells no server: steering names what was",
      "published when it next looks."
    })
final class PublishCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "TREE",
      arity = "0..1",
      description = "Only this tree; default: all that are released there.")
  private @Nullable String tree;

  @Option(
      names = {"-r", "--region"},
      paramLabel = "REGION",
      required = true,
      description = "The region.")
  private String region = "";

  @Override
  public Integer call() {
    CommandSpec known = Objects.requireNonNull(spec);
    CommonOptions common = CommonOptions.of(known);
    PrintWriter out = known.commandLine().getOut();
    Report.Releases report;
    try (ShownProgress shown = common.progress()) {
      report =
          new RegionPublisher(common.load(), region, InstantSource.system())
              .run(Optional.ofNullable(tree), shown.progress());
    }
    if (common.json()) {
      out.println(
          Commands.json()
              .writer()
              .with(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(report));
    } else {
      ReleaseRows.show(report.releases(), out);
    }
    out.flush();
    return ReleaseRows.exitCode(report.releases());
  }
}
