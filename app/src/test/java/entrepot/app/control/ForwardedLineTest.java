package entrepot.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.cli.EntrepotCommand;
import entrepot.app.config.ConfigurationFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardedLineTest {
  @TempDir Path folder;
  private Path config;
  private final List<List<String>> ran = new CopyOnWriteArrayList<>();

  @BeforeEach
  void configure() throws IOException {
    config =
        Files.writeString(
            folder.resolve("entrepot.yaml"),
            "state: state\nsteering: {listen: \"127.0.0.1:0\", url: \"http://127.0.0.1:1\"}\n");
  }

  private Server start() {
    return Server.start(
        ConfigurationFile.load(config).configuration(),
        (arguments, operator, configuration, out, err) -> {
          ran.add(List.of(arguments));
          out.print("a line\nhalf ü");
          err.println("a warning");
          return 5;
        });
  }

  private record Shown(OptionalInt exit, String out, String err) {}

  private static Shown forward(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      OptionalInt exit = ForwardedLine.run(arguments);
      return new Shown(
          exit, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void theServerRunsTheLineAndItsOutputAndExitCodeComeBack() {
    try (Server _ = start()) {
      Shown shown = forward("sync", "a tree", "--config", config.toString(), "");
      assertThat(shown).isEqualTo(new Shown(OptionalInt.of(5), "a line\nhalf ü", "a warning\n"));
      assertThat(ran).containsExactly(List.of("sync", "a tree", ""));
    }
  }

  @Test
  void whatNeedsThisProcessIsNotHandedOver() {
    try (Server _ = start()) {
      String file = config.toString();
      assertThat(
              List.of(
                  forward("up", "-c", file).exit(),
                  forward("sync", "@arguments", "-c", file).exit(),
                  forward("sync", "--progress=bar", "-c", file).exit(),
                  forward("sync", "--config=" + file).exit(),
                  forward("sync", "-c").exit(),
                  forward().exit()))
          .containsOnly(OptionalInt.empty());
      assertThat(ran).isEmpty();
    }
  }

  @Test
  void withoutAServerTheLineStaysHere() throws IOException {
    assertThat(forward("status", "-c", config.toString()).exit()).isEmpty();
    try (Server _ = start()) {
      assertThat(forward("status", "-c", config.toString()).exit()).hasValue(5);
    }
    assertThat(forward("status", "-c", config.toString()).exit()).isEmpty();
  }

  @Test
  void aStateThatIsNotSaidPlainlyIsLeftToTheLongWay() throws IOException {
    try (Server _ = start()) {
      for (String state : List.of("state: 'state'", "{state: state}", "x: &a state\nstate: *a")) {
        Path odd = Files.writeString(folder.resolve("odd.yaml"), state + "\n");
        assertThat(forward("status", "-c", odd.toString()).exit()).isEmpty();
      }
    }
  }

  @Test
  void aServerThatDoesNotKnowLinesStillCarriesOutCommands() {
    try (Server _ = Server.start(ConfigurationFile.load(config).configuration())) {
      assertThat(forward("status", "-c", config.toString()).exit()).isEmpty();
      assertThat(EntrepotCommand.run("status", "-c", config.toString())).isZero();
    }
  }
}
