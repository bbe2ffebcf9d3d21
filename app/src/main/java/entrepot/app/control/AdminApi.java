package entrepot.app.control;

import entrepot.app.command.Command;
import entrepot.app.command.Commands;
import entrepot.app.command.ExitCode;
import entrepot.app.command.Operator;
import entrepot.app.command.Report;
import entrepot.kit.Failure;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The admin API. {@code POST /v1/commands/<word>} with the command's fields as a JSON object is
 * answered by newline-delimited {@link AdminEvent}s; whole command lines by {@link LineApi}. A
 * command goes on when its caller goes away.
 */
final class AdminApi implements Handler {
  private static final Logger log = LoggerFactory.getLogger(AdminApi.class);
  private static final String PREFIX = "/v1/commands/";

  private final Optional<LineApi> lines;
  private final Operator operator;
  private final InstantSource clock;

  AdminApi(Operator operator, InstantSource clock, Optional<LineApi> lines) {
    this.lines = lines;
    this.operator = operator;
    this.clock = clock;
  }

  @Override
  public Answer handle(Request request) {
    String path = request.path();
    if (lines.isPresent() && path.equals(LineApi.PATH)) {
      return lines.get().handle(request);
    }
    Optional<Class<? extends Command<?>>> kind =
        path.startsWith(PREFIX)
            ? Commands.named(path.substring(PREFIX.length()))
            : Optional.empty();
    if (kind.isEmpty()) {
      return Answer.text(404, "no such command\n");
    }
    if (!request.method().equals("POST")) {
      return Answer.text(405, "commands are posted\n").with("Allow", "POST");
    }
    try {
      Command<?> command = Commands.json().readValue(request.body(), kind.get());
      return Answer.streamed(
          "application/x-ndjson",
          out -> {
            EventLines lines = new EventLines(out);
            lines.accept(carryOut(command, lines));
          });
    } catch (JacksonException e) {
      return Answer.text(400, e.getOriginalMessage() + "\n");
    }
  }

  private <R extends Report> AdminEvent carryOut(Command<R> command, Consumer<AdminEvent> events) {
    EventProgress progress = new EventProgress(events, clock);
    try {
      R report = operator.run(command, progress);
      progress.flush();
      return AdminEvent.ofReport(Commands.json().valueToTree(report));
    } catch (Failure e) {
      progress.flush();
      return AdminEvent.ofFailure(String.valueOf(e.getMessage()), e.next(), ExitCode.of(e));
    } catch (RuntimeException e) {
      log.error("{} failed unexpectedly", command.name(), e);
      return AdminEvent.ofFailure(
          "%s failed unexpectedly: %s".formatted(command.name(), e),
          "The server's log has the stack trace; please report it.",
          ExitCode.UNEXPECTED);
    }
  }
}
