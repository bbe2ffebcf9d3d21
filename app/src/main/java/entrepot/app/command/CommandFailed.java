package entrepot.app.command;

import entrepot.kit.Failure;

/** What a server answered instead of a report; keeps its exit code. */
public final class CommandFailed extends Failure {
  private static final long serialVersionUID = 1L;

  private final int exit;

  public CommandFailed(String message, String next, int exit) {
    super(message, next, null);
    this.exit = exit;
  }

  /** The exit code that the failure has on the command line. */
  public int exit() {
    return exit;
  }
}
