package entrepot.app.control;

import entrepot.app.config.StateLine;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Hands a command line to the running server as it is, before anything else is loaded. Only plain
 * ones, that nobody watches at a terminal; all others go the long way, which can do everything.
 */
public final class ForwardedLine {
  private static final Set<String> COMMANDS =
      Set.of(
          "sync",
          "snapshots",
          "diff",
          "release",
          "rollback",
          "revoke",
          "journal",
          "prune",
          "audit",
          "materialize",
          "wheels",
          "status");

  /** Set by the launcher when standard error is a terminal, where progress is drawn. */
  private static final String TERMINAL = "entrepot.terminal";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As {@link entrepot.app.command.Busy} exits. */
  private static final int GONE = 7;

  private ForwardedLine() {}

  /** The exit code; empty when the line was not handed over. */
  public static OptionalInt run(String[] arguments) {
    if (arguments.length == 0
        || !COMMANDS.contains(arguments[0])
        || System.getProperty(TERMINAL) != null) {
      return OptionalInt.empty();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    Optional<Path> config = Optional.empty();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      boolean configFollows = argument.equals("-c") || argument.equals("--config");
      if (configFollows && i + 1 < arguments.length) {
        config = Optional.of(Path.of(arguments[++i]));
      } else if (configFollows || argument.startsWith("-c") || !plain(argument)) {
        return OptionalInt.empty();
      } else {
        line.writeBytes(argument.getBytes(StandardCharsets.UTF_8));
        line.write(0);
      }
    }
    return config
        .or(ForwardedLine::usual)
        .flatMap(StateLine::in)
        .map(state -> new StateFolder(state).socket())
        .filter(Files::exists)
        .map(socket -> send(socket, line.toByteArray()))
        .orElse(OptionalInt.empty());
  }

  /** Whether it means the same to the server: no file that lies here, nothing for a terminal. */
  private static boolean plain(String argument) {
    return !argument.startsWith("@")
        && !argument.startsWith("--config")
        && !argument.startsWith("--progress")
        && argument.indexOf('\0') < 0;
  }

  /** As the command line looks for it. */
  private static Optional<Path> usual() {
    String named = System.getenv("ENTREPOT_CONFIG");
    if (named != null && !named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    Path here = Path.of("entrepot.yaml");
    return Optional.of(Files.exists(here) ? here : Path.of("/etc/entrepot/entrepot.yaml"));
  }

  private static OptionalInt send(Path socket, byte[] line) {
    Optional<AdminExchange> exchange;
    try {
      exchange = AdminExchange.post(socket, LineApi.PATH, line, PATIENCE);
      if (exchange.isEmpty() || exchange.get().status() != 200) {
        // The long way says what is wrong with this server.
        return OptionalInt.empty();
      }
    } catch (IOException _) {
      return OptionalInt.empty();
    }
    try (AdminExchange answer = exchange.get()) {
      return OptionalInt.of(
          LineFrames.copy(new DataInputStream(answer.body()), System.out, System.err));
    } catch (IOException _) {
      System.err.println("error: the server went away before the command was done");
      System.err.println("  Run it again: whatever was begun is completed or was shown to nobody.");
      return OptionalInt.of(GONE);
    }
  }
}
