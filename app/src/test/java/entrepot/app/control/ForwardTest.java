package entrepot.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.config.ConfigurationFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/forward}, run as the launcher runs it. */
class ForwardTest {
  /** What the launcher would do without a server. */
  private static final int LONG_WAY = 99;

  @TempDir Path folder;
  private Path config;
  private Path launcher;
  private final List<List<String>> ran = new CopyOnWriteArrayList<>();

  @BeforeEach
  void configure() throws IOException {
    config =
        Files.writeString(
            folder.resolve("entrepot.yaml"),
            "state: state\nsteering: {listen: \"127.0.0.1:0\", url: \"http://127.0.0.1:1\"}\n");
    launcher =
        Files.writeString(
            folder.resolve("launcher"),
            "#!/bin/sh\nprintf '%s,' $ENTREPOT_FORWARD \"$@\"\nexit " + LONG_WAY + "\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }

  private Server start() {
    return start("half ü");
  }

  private Server start(String last) {
    return Server.start(
        ConfigurationFile.load(config).configuration(),
        (arguments, operator, configuration, out, err) -> {
          ran.add(List.of(arguments));
          out.print("a line\n" + last);
          err.println("a warning");
          return 5;
        });
  }

  private record Shown(int exit, String out, String err) {}

  private Shown forward(String... arguments) {
    try {
      List<String> line = new ArrayList<>(List.of("perl", "../bin/forward", launcher.toString()));
      line.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().put("PERL_BADLANG", "0");
      Path err = Files.createTempFile(folder, "err", "");
      Process process = builder.redirectError(err.toFile()).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Shown(process.waitFor(), out, Files.readString(err));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theServerRunsTheLineAndItsOutputAndExitCodeComeBack() {
    try (Server _ = start()) {
      Shown shown = forward("sync", "a tree", "--config", config.toString(), "", "ü");
      assertThat(shown).isEqualTo(new Shown(5, "a line\nhalf ü", "a warning\n"));
      assertThat(ran).containsExactly(List.of("sync", "a tree", "", "ü"));
    }
  }

  @Test
  void outputMayBeLong() {
    String much = "0123456789abcdef".repeat(300_000);
    try (Server _ = start(much)) {
      assertThat(forward("journal", "-c", config.toString()).out()).isEqualTo("a line\n" + much);
    }
  }

  @Test
  void whatNeedsThisProcessIsNotHandedOver() {
    try (Server _ = start()) {
      String file = config.toString();
      assertThat(forward("sync", "@arguments", "-c", file))
          .isEqualTo(new Shown(LONG_WAY, "no,sync,@arguments,-c," + file + ",", ""));
      assertThat(
              List.of(
                  forward("sync", "--progress=bar", "-c", file).exit(),
                  forward("sync", "--config=" + file).exit(),
                  forward("sync", "-c").exit(),
                  forward().exit()))
          .containsOnly(LONG_WAY);
      assertThat(ran).isEmpty();
    }
  }

  @Test
  void withoutAServerTheLineStaysHere() {
    assertThat(forward("status", "-c", config.toString()).exit()).isEqualTo(LONG_WAY);
    try (Server _ = start()) {
      assertThat(forward("status", "-c", config.toString()).exit()).isEqualTo(5);
    }
    assertThat(forward("status", "-c", config.toString()).exit()).isEqualTo(LONG_WAY);
    assertThat(forward("status", "-c", folder.resolve("none").toString()).exit())
        .isEqualTo(LONG_WAY);
  }

  @Test
  void aStateThatIsNotSaidPlainlyIsLeftToTheLongWay() throws IOException {
    try (Server _ = start()) {
      for (String state : List.of("state: 'state'", "{state: state}", "x: &a state\nstate: *a")) {
        Path odd = Files.writeString(folder.resolve("odd.yaml"), state + "\n");
        assertThat(forward("status", "-c", odd.toString()).exit()).isEqualTo(LONG_WAY);
      }
    }
  }

  @Test
  void aServerThatDoesNotKnowLinesIsLeftToTheLongWay() {
    try (Server _ = Server.start(ConfigurationFile.load(config).configuration())) {
      assertThat(forward("status", "-c", config.toString()).exit()).isEqualTo(LONG_WAY);
    }
  }

  @Test
  void aServerThatGoesAwayOrSaysNonsenseIsToldApartFromOneThatRefuses() throws IOException {
    String done = "HTTP/1.0 200 OK\r\n\r\n";
    assertThat(against("HTTP/1.0 503 busy\r\n\r\n").exit()).isEqualTo(LONG_WAY);
    assertThat(against("nonsense\r\n\r\n").exit()).isEqualTo(LONG_WAY);
    assertThat(against("").exit()).isEqualTo(LONG_WAY);
    for (String cut : List.of("", "o\0\0\0\3ab", "o\177\177\177\177", "?\0\0\0\1a")) {
      Shown shown = against(done + cut);
      assertThat(shown.exit()).isEqualTo(7);
      assertThat(shown.err()).startsWith("error: the server went away");
    }
    assertThat(against(done + "o\0\0\0\2abe\0\0\0\1cx\0\0\0\0")).isEqualTo(new Shown(0, "ab", "c"));
  }

  /** A server that answers any line with these bytes. */
  private Shown against(String answer) throws IOException {
    Path run = Files.createDirectories(folder.resolve("state/run"));
    Path socket = run.resolve("admin.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      CompletableFuture<Void> answered =
          CompletableFuture.runAsync(() -> answer(server, answer), Thread::startVirtualThread);
      Shown shown = forward("status", "-c", config.toString());
      answered.join();
      return shown;
    } finally {
      Files.delete(socket);
    }
  }

  private static void answer(ServerSocketChannel server, String answer) {
    try (SocketChannel client = server.accept()) {
      String request = "";
      ByteBuffer piece = ByteBuffer.allocate(8192);
      while (!request.endsWith("\r\n\r\nstatus\0")) {
        client.read(piece.clear());
        request += StandardCharsets.ISO_8859_1.decode(piece.flip());
      }
      client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
