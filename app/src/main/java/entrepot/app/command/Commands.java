package entrepot.app.command;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Commands by their words, and the JSON that commands and reports are written in. */
public final class Commands {
  private static final Map<String, Class<? extends Command<?>>> BY_NAME =
      Map.of(
          "sync", Command.Sync.class,
          "snapshots", Command.Snapshots.class,
          "diff", Command.Diff.class,
          "release", Command.Release.class,
          "rollback", Command.Rollback.class,
          "revoke", Command.Revoke.class,
          "journal", Command.Journal.class,
          "prune", Command.Prune.class,
          "status", Command.Status.class);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private Commands() {}

  /** The class of that command; empty where there is no such word. */
  public static Optional<Class<? extends Command<?>>> named(String word) {
    return Optional.ofNullable(BY_NAME.get(word));
  }

  /** The mapper both sides of the socket use. */
  public static JsonMapper json() {
    return JSON;
  }
}
