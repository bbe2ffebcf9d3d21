package entrepot.app.cli;

import entrepot.app.command.Commands;
import entrepot.app.command.NotFound;
import entrepot.app.config.Configuration;
import entrepot.app.config.RegionConfiguration;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;

/** {@code entrepot region}: what a region needs around it, told from the configuration. */
@CommandLine.Command(
    name = "region",
    description =
        "Show a region's names and what stands in front of it; say who may read its bucket.",
    subcommands = {RegionShowCommand.class, RegionPolicyCommand.class})
final class RegionCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Say which: show or policy.");
  }

  /** The region of that name; throws {@link NotFound}. */
  static RegionConfiguration region(Configuration configuration, String name) {
    RegionConfiguration region = configuration.regions().get(name);
    if (region == null) {
      throw new NotFound("region", name, configuration.regions().keySet());
    }
    return region;
  }

  /** Prints a report as {@code --json} asks. */
  static void json(Object report, PrintWriter out) {
    out.println(
        Commands.json()
            .writer()
            .with(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(report));
    out.flush();
  }
}
