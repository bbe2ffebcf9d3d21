package entrepot.app;

import entrepot.app.cli.EntrepotCommand;

/** Where the process begins. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(EntrepotCommand.run(arguments));
  }
}
