package entrepot.app.control;

import entrepot.app.command.Operator;
import entrepot.app.config.Configuration;
import java.io.PrintStream;

/** Runs a command line that a client of the admin socket was given. */
public interface LineRunner {
  /** Whoever calls keeps the operator open; answers the exit code. */
  int run(
      String[] arguments,
      Operator operator,
      Configuration configuration,
      PrintStream out,
      PrintStream err);
}
