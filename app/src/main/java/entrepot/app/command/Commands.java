package entrepot.app.command;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Commands by their words, and the JSON that commands and reports are written in. */
public final class Commands {
  private static final Map<String, Class<? extends Command<?>>> BY_NAME =
      Map.ofEntries(
          Map.entry("sync", Command.Sync.class),
          Map.entry("snapshots", Command.Snapshots.class),
          Map.entry("diff", Command.Diff.class),
          Map.entry("release", Command.Release.class),
          Map.entry("rollback", Command.Rollback.class),
          Map.entry("revoke", Command.Revoke.class),
          Map.entry("keys", Command.Keys.class),
          Map.entry("keys-rotate", Command.KeysRotate.class),
          Map.entry("keys-retire", Command.KeysRetire.class),
          Map.entry("retire", Command.Retire.class),
          Map.entry("retire-cancel", Command.RetireCancel.class),
          Map.entry("retirements", Command.Retirements.class),
          Map.entry("journal", Command.Journal.class),
          Map.entry("prune", Command.Prune.class),
          Map.entry("audit", Command.Audit.class),
          Map.entry("materialize", Command.Materialize.class),
          Map.entry("status", Command.Status.class),
          Map.entry("wheels-build", Command.WheelsBuild.class),
          Map.entry("wheels-list", Command.WheelsList.class),
          Map.entry("cloud-status", Command.CloudStatus.class),
          Map.entry("cloud-actions", Command.CloudActions.class),
          Map.entry("cloud-usage", Command.CloudUsage.class),
          Map.entry("cloud-import", Command.CloudImport.class),
          Map.entry("cloud-quickstart-image", Command.CloudQuickstartImage.class),
          Map.entry("cloud-down", Command.CloudDown.class),
          Map.entry("wheels-log", Command.WheelsLog.class));

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
