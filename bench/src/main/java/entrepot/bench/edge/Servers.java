package entrepot.bench.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the two servers, each with one worker on the same core. */
final class Servers {
  /** As {@code entrepot up} should have them: see ARCHITECTURE.md, edge. */
  static final List<String> FLAGS =
      List.of(
          "-Xms64m",
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Dvertx.cacheImmutableHttpResponseHeaders=true",
          "-Dvertx.disableMetrics=true",
          "-Dio.netty.leakDetection.level=disabled",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final int WORKERS = 1;

  private Servers() {}

  static Server edge(Path folder, List<String> cores) throws IOException {
    List<String> command = new ArrayList<>(pinned(cores));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(EdgeProcess.class.getName(), folder.toString(), Integer.toString(WORKERS)));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("edge.log").toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("listening on ")) {
        int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
        return new Server("edge", process, port);
      }
    }
    process.destroy();
    throw new IOException("the edge did not start; see " + folder.resolve("edge.log"));
  }

  static Server nginx(Path folder, Path template, String nopush, List<String> cores)
      throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path dir = Files.createDirectories(folder.resolve("nginx"));
    String config =
        Files.readString(template)
            .replace("@USER@", System.getProperty("user.name"))
            .replace("@WORKERS@", Integer.toString(WORKERS))
            .replace("@NOPUSH@", nopush)
            .replace("@DIR@", dir.toString())
            .replace("@ROOT@", folder.resolve("www").toString())
            .replace("@PORT@", Integer.toString(port));
    Path file = Files.writeString(dir.resolve("nginx.conf"), config);
    List<String> command = new ArrayList<>(pinned(cores));
    command.addAll(List.of("nginx", "-c", file.toString(), "-p", dir.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("out.log").toFile())
            .start();
    while (process.isAlive()) {
      try (Socket up = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return new Server("nginx", process, up.getPort());
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    throw new IOException("nginx did not start: " + Files.readString(dir.resolve("out.log")));
  }

  /** Begins a command that runs on these cores only. */
  static List<String> pinned(List<String> cores) {
    return List.of("taskset", "-c", String.join(",", cores));
  }
}
