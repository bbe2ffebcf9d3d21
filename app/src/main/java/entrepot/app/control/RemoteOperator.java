package entrepot.app.control;

import entrepot.app.command.Busy;
import entrepot.app.command.Command;
import entrepot.app.command.CommandFailed;
import entrepot.app.command.Commands;
import entrepot.app.command.Operator;
import entrepot.app.command.Report;
import entrepot.kit.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Has commands carried out by the server behind a unix socket. */
public final class RemoteOperator implements Operator {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path socket;

  public RemoteOperator(Path socket) {
    this.socket = socket;
  }

  @Override
  public <R extends Report> R run(Command<R> command, Progress progress) {
    byte[] json = Commands.json().writeValueAsBytes(command);
    try (AdminExchange exchange =
        AdminExchange.post(socket, "/v1/commands/" + command.name(), json, PATIENCE)
            .orElseThrow(() -> notTaken(command.name()))) {
      int status = exchange.status();
      if (status != 200) {
        throw new CommandFailed(
            "the server behind %s refused '%s' with status %d"
                .formatted(socket, command.name(), status),
            "Use the same version of the command line and the server.",
            1);
      }
      return follow(command, exchange, progress);
    } catch (IOException e) {
      throw gone(command.name());
    }
  }

  private Busy notTaken(String word) {
    return new Busy(
        "the server behind %s did not take '%s' within %d s"
            .formatted(socket, word, PATIENCE.toSeconds()),
        "Look at its log; if it hangs, stop it and start it again: nothing is lost.");
  }

  private static Busy gone(String word) {
    return new Busy(
        "the server went away before '%s' was done".formatted(word),
        "Run it again: whatever was begun is completed or was not shown to anybody.");
  }

  private <R extends Report> R follow(Command<R> command, AdminExchange exchange, Progress progress)
      throws IOException {
    for (Optional<byte[]> line = exchange.line(); line.isPresent(); line = exchange.line()) {
      AdminEvent event = Commands.json().readValue(line.get(), AdminEvent.class);
      if (event.report() != null && !event.report().isNull()) {
        return Commands.json().treeToValue(event.report(), command.report());
      }
      if (event.failure() != null) {
        AdminEvent.Failed failed = event.failure();
        throw new CommandFailed(failed.message(), failed.next(), failed.exit());
      }
      tell(event, progress);
    }
    throw gone(command.name());
  }

  private static void tell(AdminEvent event, Progress progress) {
    if (event.stage() != null) {
      progress.stage(event.stage());
    } else if (event.expect() != null) {
      progress.expect(event.expect().files(), event.expect().bytes());
    } else if (event.done() != null) {
      progress.done(event.done().files(), event.done().bytes());
    } else if (event.note() != null) {
      progress.note(event.note());
    }
  }

  @Override
  public void close() {}
}
