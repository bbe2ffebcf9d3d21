package entrepot.app.command;

import entrepot.kit.Progress;

/** Whoever carries out commands: this process, or a server behind a socket. */
public interface Operator extends AutoCloseable {
  /** Carries it out and reports; what goes wrong is an {@code entrepot.kit.Failure}. */
  <R extends Report> R run(Command<R> command, Progress progress);

  @Override
  void close();
}
