package entrepot.app.cli;

import entrepot.app.config.Configuration;
import entrepot.app.config.ConfigurationFile;
import entrepot.kit.config.Loaded;
import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that stand before or after any command. */
final class CommonOptions {
  @Option(
      names = {"-c", "--config"},
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "The configuration; else $ENTREPOT_CONFIG, ./entrepot.yaml, /etc/entrepot/entrepot.yaml.")
  private @Nullable Path config;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Answer with one JSON document on standard output.")
  private boolean json;

  @Option(
      names = "--progress",
      scope = ScopeType.INHERIT,
      paramLabel = "auto|bar|plain|none",
      defaultValue = "auto",
      description = "How to show progress on standard error (default: ${DEFAULT-VALUE}).")
  private ProgressKind progress = ProgressKind.AUTO;

  private final Optional<Here> here;

  CommonOptions(Optional<Here> here) {
    this.here = here;
  }

  /** How progress is shown. */
  enum ProgressKind {
    AUTO,
    BAR,
    PLAIN,
    NONE
  }

  /** As given on the command line that {@code spec} belongs to. */
  static CommonOptions of(CommandSpec spec) {
    return ((EntrepotCommand) spec.root().userObject()).common();
  }

  /** Present when this command line runs inside the server. */
  Optional<Here> here() {
    return here;
  }

  boolean json() {
    return json;
  }

  /** The file to read; the last of the usual places when none exists, for the error to name. */
  Path configuration() {
    if (config != null) {
      return config;
    }
    String named = System.getenv("ENTREPOT_CONFIG");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    List<Path> usual = List.of(Path.of("entrepot.yaml"), Path.of("/etc/entrepot/entrepot.yaml"));
    return usual.stream().filter(Files::exists).findFirst().orElse(usual.getLast());
  }

  /** Reads it; what is probably wrong all the same goes to standard error. */
  Configuration load() {
    if (here.isPresent()) {
      return here.get().configuration();
    }
    Loaded<Configuration> loaded = ConfigurationFile.load(configuration());
    loaded.warnings().forEach(System.err::println);
    return loaded.configuration();
  }

  ShownProgress progress() {
    if (here.isPresent()) {
      return ShownProgress.plain(here.get().err(), InstantSource.system());
    }
    return switch (progress) {
      case NONE -> ShownProgress.none();
      case BAR -> ShownProgress.bar(System.err);
      case PLAIN -> ShownProgress.plain(System.err, InstantSource.system());
      case AUTO ->
          terminal() && !json
              ? ShownProgress.bar(System.err)
              : ShownProgress.plain(System.err, InstantSource.system());
    };
  }

  private static boolean terminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
