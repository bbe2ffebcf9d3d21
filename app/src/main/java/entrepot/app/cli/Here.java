package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.Operator;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import entrepot.kit.Progress;
import java.io.PrintStream;

/** What a command line uses that runs inside the server, for a client of its socket. */
record Here(Operator server, Configuration configuration, PrintStream err) {

  /** The server's operator, which outlives the command. */
  Operator operator() {
    return new Operator() {
      @Override
      public <R extends Report> R run(Command<R> command, Progress progress) {
        return server.run(command, progress);
      }

      @Override
      public void close() {}
    };
  }
}
