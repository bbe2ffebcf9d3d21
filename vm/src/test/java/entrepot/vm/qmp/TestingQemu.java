package entrepot.vm.qmp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks as a QEMU does, or worse: each command is answered with what a function makes of it. */
public final class TestingQemu implements AutoCloseable {
  public static final String GREETING = "{\"QMP\": {\"version\": {}, \"capabilities\": []}}\n";

  private final ServerSocketChannel server;

  private TestingQemu(ServerSocketChannel server) {
    this.server = server;
  }

  public static TestingQemu listen(Path socket, String greeting, UnaryOperator<String> answers)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(() -> serve(server, greeting, answers));
    return new TestingQemu(server);
  }

  /** What a QEMU returns. */
  public static String returns(String id, String value) {
    return "{\"return\": %s, \"id\": \"%s\"}\n".formatted(value, id);
  }

  private static void serve(
      ServerSocketChannel server, String greeting, UnaryOperator<String> answers) {
    try (SocketChannel client = server.accept();
        BufferedReader lines =
            new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
      send(client, greeting);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode command = new JsonMapper().readTree(line);
        String id = command.path("id").asString("");
        String name = command.path("execute").asString("");
        send(
            client,
            name.equals("qmp_capabilities")
                ? returns(id, "{}")
                : answers.apply(name).replace("$ID", id));
      }
    } catch (IOException e) {
      // The client has what it wanted.
    }
  }

  private static void send(SocketChannel client, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
