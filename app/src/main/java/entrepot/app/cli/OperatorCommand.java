package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.Commands;
import entrepot.app.command.ExitCode;
import entrepot.app.command.Operator;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import entrepot.app.config.StateLine;
import entrepot.app.control.Operators;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;

/**
 * A command line command that has one or more {@link Command}s carried out, by the running server
 * or by this process, and shows the reports.
 */
abstract class OperatorCommand<R extends Report> implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /** What to carry out, in order. The configuration is read only by those who ask for it. */
  abstract List<? extends Command<R>> commands(Supplier<Configuration> configuration);

  /** Shows a report to a person. */
  abstract void show(R report, PrintWriter out);

  /** The exit code that a report stands for. */
  int exitCode(R report) {
    return ExitCode.OK;
  }

  @Override
  public Integer call() {
    CommandSpec known = java.util.Objects.requireNonNull(spec);
    CommonOptions common = CommonOptions.of(known);
    PrintWriter out = known.commandLine().getOut();
    Supplier<Configuration> configuration = new Once<>(common::load);
    int exit = ExitCode.OK;
    try (Operator operator = operator(common, configuration)) {
      for (Command<R> command : commands(configuration)) {
        exit = Math.max(exit, carryOut(operator, command, common, out));
      }
    }
    return exit;
  }

  private static Operator operator(CommonOptions common, Supplier<Configuration> configuration) {
    if (common.here().isPresent()) {
      return common.here().get().operator();
    }
    return StateLine.in(common.configuration())
        .flatMap(Operators::running)
        .orElseGet(() -> Operators.connect(configuration.get()));
  }

  private int carryOut(
      Operator operator, Command<R> command, CommonOptions common, PrintWriter out) {
    R report;
    try (ShownProgress shown = common.progress()) {
      report = operator.run(command, shown.progress());
    }
    if (common.json()) {
      out.println(
          Commands.json()
              .writer()
              .with(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(report));
    } else {
      show(report, out);
    }
    out.flush();
    return exitCode(report);
  }
}
