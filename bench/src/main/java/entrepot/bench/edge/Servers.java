package entrepot.bench.edge;

import entrepot.bench.Nginx;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  static Server nginx(Path folder, String nopush, List<String> cores) throws IOException {
    Nginx nginx =
        Nginx.start(pinned(cores), folder.resolve("nginx"), folder.resolve("www"), nopush, false);
    return new Server("nginx", nginx.process(), nginx.port());
  }

  /** Begins a command that runs on these cores only. */
  static List<String> pinned(List<String> cores) {
    return List.of("taskset", "-c", String.join(",", cores));
  }
}
