package entrepot.bench.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of wrk against one server. */
final class Load {
  private static final Pattern DONE =
      Pattern.compile("DONE requests=(\\d+) micros=(\\d+) errors=(\\d+) bytes=(\\d+)");

  private Load() {}

  /** What a run came to; {@code cpu} and {@code wall} are microseconds for each request. */
  record Measured(long requests, double wall, double cpu) {}

  static Measured run(Server server, BenchCase each, Path script, int seconds, List<String> cores)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Servers.pinned(cores));
    command.addAll(
        List.of(
            "wrk",
            "-t1",
            "-c" + each.connections(),
            "-d" + seconds + "s",
            "--timeout",
            "10s",
            "-s",
            script.toString(),
            "http://127.0.0.1:%d/%s/%s".formatted(server.port(), BenchReplica.TREE, each.target()),
            "--",
            each.range() ? "range" : "whole",
            each.accept()));
    double before = server.cpuSeconds();
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    double cpu = server.cpuSeconds() - before;
    Matcher done = DONE.matcher(out);
    if (wrk.waitFor() != 0 || !done.find() || !done.group(3).equals("0")) {
      throw new IOException("wrk against " + server.name() + ":\n" + out);
    }
    long requests = Long.parseLong(done.group(1));
    long bytes = Long.parseLong(done.group(4));
    if (bytes < requests * each.bytes()) {
      throw new IOException(server.name() + " sent too little:\n" + out);
    }
    double wall = (double) Long.parseLong(done.group(2)) / requests;
    return new Measured(requests, wall, cpu * 1_000_000 / requests);
  }
}
