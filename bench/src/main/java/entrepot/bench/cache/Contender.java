package entrepot.bench.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A cache that runs, the origin's port that it asks, and what it has cost so far. */
final class Contender implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Dvertx.cacheImmutableHttpResponseHeaders=true",
          "-Dvertx.disableMetrics=true",
          "-Dio.netty.leakDetection.level=disabled",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final String name;
  private final Origin.Port origin;
  private final Process process;
  private final int port;
  final List<Double> walls = new ArrayList<>();
  final List<Double> cpus = new ArrayList<>();

  private final Path cache;
  private long mostOnDisk;

  private Contender(String name, Origin.Port origin, Process process, int port, Path cache) {
    this.cache = cache;
    this.name = name;
    this.origin = origin;
    this.process = process;
    this.port = port;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  Origin.Port origin() {
    return origin;
  }

  static Contender entrepot(Path folder, Origin.Port origin, long bytes) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "entrepot.app.Main"));
    command.addAll(List.of("edge", "--origin", "http://127.0.0.1:" + origin.number()));
    command.addAll(List.of("--allow-private", "--region", Origin.REGION));
    command.addAll(List.of("--trust", folder.resolve("trust").toString()));
    command.addAll(List.of("--listen", "127.0.0.1:0", "--cache-size", bytes / 1_000_000 + "MB"));
    command.addAll(List.of("--cache", folder.resolve("cache").toString()));
    Path errors = folder.resolve("entrepot.log");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    int port = 0;
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("region ")) {
        port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      }
      if (line.equals("ready")) {
        return new Contender("entrepot", origin, process, port, folder.resolve("cache"));
      }
    }
    throw new IOException("the edge did not start: " + Files.readString(errors));
  }

  static Contender nginx(Path folder, Origin.Port origin, long bytes, long meanSize)
      throws IOException {
    int port = free();
    Path dir = Files.createDirectories(folder.resolve("nginx"));
    String text =
        Files.readString(Path.of("bench", "peers", "nginx-cache", "nginx.conf.template"))
            .replace("@USER@", System.getProperty("user.name"))
            .replace("@DIR@", dir.toString())
            .replace("@BYTES@", Long.toString(bytes))
            .replace("@ZONE@", Long.toString(zone(bytes, meanSize)))
            .replace("@ORIGIN@", Integer.toString(origin.number()))
            .replace("@PORT@", Integer.toString(port));
    Path file = Files.writeString(dir.resolve("nginx.conf"), text);
    return started(
        "nginx", origin, port, dir, List.of("nginx", "-c", file.toString(), "-p", dir.toString()));
  }

  /**
   * nginx looks at max_size every ten seconds, in which a fast trace fills it many times over. What
   * it keeps to at once is the number of its keys, 8,000 to the megabyte: as many as files of the
   * mean size fit. No size of ours varies with its popularity.
   */
  private static long zone(long bytes, long meanSize) {
    return Math.max(32 << 10, bytes / meanSize * 128 + (16 << 10));
  }

  static Contender varnish(Path folder, Origin.Port origin, long bytes) throws IOException {
    int port = free();
    Path dir = Files.createDirectories(folder.resolve("varnish"));
    String text =
        Files.readString(Path.of("bench", "peers", "varnish", "cache.vcl.template"))
            .replace("@ORIGIN@", Integer.toString(origin.number()));
    Path vcl = Files.writeString(dir.resolve("cache.vcl"), text);
    return started(
        "varnish",
        origin,
        port,
        dir,
        List.of(
            "varnishd",
            "-F",
            "-j",
            "none",
            "-n",
            dir.resolve("work").toString(),
            "-a",
            "127.0.0.1:" + port,
            "-f",
            vcl.toString(),
            "-s",
            "malloc," + bytes + "B",
            // A large file may need the room of many small ones.
            "-p",
            "nuke_limit=100000"));
  }

  private static Contender started(
      String name, Origin.Port origin, int port, Path dir, List<String> command)
      throws IOException {
    Path log = dir.resolve("out.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return new Contender(name, origin, process, port, dir.resolve("cache"));
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    throw new IOException(name + " did not start: " + Files.readString(log));
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Counts what lies in its cache folder; one that has none counts as nothing. */
  void lookAtDisk() {
    if (Files.notExists(cache)) {
      return;
    }
    try (Stream<Path> all = Files.walk(cache)) {
      long sum = all.mapToLong(path -> path.toFile().isFile() ? path.toFile().length() : 0).sum();
      mostOnDisk = Math.max(mostOnDisk, sum);
    } catch (IOException | UncheckedIOException e) {
      // A file went meanwhile; the next look counts.
    }
  }

  long mostOnDisk() {
    return mostOnDisk;
  }

  /** CPU seconds of its processes. */
  double cpuSeconds() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToDouble(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
        .sum();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    } finally {
      origin.close();
    }
  }
}
