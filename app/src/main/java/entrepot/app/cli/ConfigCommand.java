package entrepot.app.cli;

import entrepot.app.config.Configuration;
import entrepot.app.config.ConfigurationFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code entrepot config}: what can be said about the configuration without running anything. */
@CommandLine.Command(
    name = "config",
    description = "Check the configuration, or print its schema.",
    subcommands = {ConfigCommand.Check.class, ConfigCommand.Schema.class})
final class ConfigCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(), "Say which: check or schema.");
  }

  /** {@code entrepot config check}. */
  @CommandLine.Command(
      name = "check",
      description = "Read the configuration; every error with its line, column and a fix.")
  static final class Check implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      CommandSpec known = java.util.Objects.requireNonNull(spec);
      CommonOptions common = CommonOptions.of(known);
      PrintWriter out = known.commandLine().getOut();
      Configuration configuration = common.load();
      if (common.json()) {
        out.printf(
            "{\"file\": %s, \"valid\": true}%n",
            entrepot.app.command.Commands.json()
                .writeValueAsString(common.configuration().toString()));
      } else {
        out.printf(
            "%s is right: %d trees, %d regions%n",
            common.configuration(), configuration.trees().size(), configuration.regions().size());
      }
      out.flush();
      return 0;
    }
  }

  /** {@code entrepot config schema}. */
  @CommandLine.Command(
      name = "schema",
      description = "Print the JSON schema of the configuration, for editors.")
  static final class Schema implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
      out.print(ConfigurationFile.schema());
      out.flush();
      return 0;
    }
  }
}
