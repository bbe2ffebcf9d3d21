package entrepot.bench.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code bench/run edge [--runs N] [--seconds N] [--warm N] [--nopush on|off] [CASE…]}: our edge
 * and nginx serve the same inodes, one worker each on core 0, wrk on core 1, in turns.
 */
public final class EdgeBench {
  private static final List<String> SERVER_CORE = List.of("0");
  private static final List<String> CLIENT_CORE = List.of("1");

  private int runs = 7;
  private int seconds = 4;
  private int warm = 12;
  private String nopush = "on";
  private final List<String> names = new ArrayList<>();
  private final String bench;
  private final List<BenchCase> cases;

  EdgeBench(String bench, List<BenchCase> cases, String[] args) {
    this.bench = bench;
    this.cases = cases;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--runs" -> runs = Integer.parseInt(args[++i]);
        case "--seconds" -> seconds = Integer.parseInt(args[++i]);
        case "--warm" -> warm = Integer.parseInt(args[++i]);
        case "--nopush" -> nopush = args[++i];
        default -> names.add(args[i]);
      }
    }
  }

  /** Runs it; see above. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new EdgeBench("edge/", BenchCase.FILES, args).run();
  }

  void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("entrepot-bench-edge");
    Path peer = Path.of("bench", "peers", "nginx");
    try {
      BenchReplica.make(folder);
      try (Server edge = Servers.edge(folder, SERVER_CORE);
          Server nginx = Servers.nginx(folder, nopush, SERVER_CORE)) {
        for (BenchCase each : cases) {
          if (names.isEmpty() || names.contains(each.name())) {
            compare(each, edge, nginx, peer.resolve("load.lua"));
          }
        }
      }
    } finally {
      remove(folder);
    }
  }

  private void compare(BenchCase each, Server edge, Server nginx, Path script)
      throws IOException, InterruptedException {
    Load.run(nginx, each, script, Math.max(1, warm / 4), CLIENT_CORE);
    Load.run(edge, each, script, warm, CLIENT_CORE);
    List<Load.Measured> ours = new ArrayList<>();
    List<Load.Measured> theirs = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      ours.add(shown(each, edge, Load.run(edge, each, script, seconds, CLIENT_CORE)));
      theirs.add(shown(each, nginx, Load.run(nginx, each, script, seconds, CLIENT_CORE)));
    }
    say(
        String.format(
            Locale.ROOT,
            "RATIO %s%s nginx wall %.2f cpu %.2f",
            bench,
            each.name(),
            median(ours.stream().mapToDouble(Load.Measured::wall).toArray())
                / median(theirs.stream().mapToDouble(Load.Measured::wall).toArray()),
            median(ours.stream().mapToDouble(Load.Measured::cpu).toArray())
                / median(theirs.stream().mapToDouble(Load.Measured::cpu).toArray())));
  }

  private static Load.Measured shown(BenchCase each, Server server, Load.Measured measured) {
    say(
        String.format(
            Locale.ROOT,
            "%-6s %-6s %9d requests, %9.1f µs each, server CPU %8.2f µs each",
            each.name(),
            server.name(),
            measured.requests(),
            measured.wall(),
            measured.cpu()));
    return measured;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
