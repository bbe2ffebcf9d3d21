package entrepot.app.quickstart;

import entrepot.app.command.Command;
import entrepot.app.command.ExitCode;
import entrepot.app.command.Report;
import entrepot.app.config.ConfigurationFile;
import entrepot.app.control.Server;
import entrepot.kit.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The whole road on one machine, told as it goes. */
public final class Quickstart {
  private static final String PACKAGE = "media-types";

  private final Path folder;
  private final PrintWriter out;

  /** Keeps its state and the clients' roots in {@code folder}; tells on {@code out}. */
  public Quickstart(Path folder, PrintWriter out) {
    this.folder = folder;
    this.out = out;
  }

  /** Runs it; answers the exit code. Stays up unless {@code once}. */
  public int run(boolean once) throws InterruptedException {
    Optional<AptStanza> source = new AptSources(Path.of("/etc/apt")).debian();
    Optional<String> architecture = Architecture.ofThisMachine();
    if (source.isEmpty() || architecture.isEmpty()) {
      out.print(QuickstartConfiguration.ADVICE);
      out.flush();
      return ExitCode.CONFIGURATION;
    }
    Path file = QuickstartConfiguration.write(folder, source.get(), architecture.get());
    say("configuration: %s", file);
    try (Server server = Server.start(ConfigurationFile.load(file).configuration())) {
      boolean good = mirror(server) && clients(server, source.get(), architecture.get());
      if (!good) {
        return ExitCode.UPSTREAM;
      }
      addresses(server, file, source.get());
      if (!once) {
        say("");
        say("It stays up until you press Ctrl-C.");
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        never.await();
      }
    }
    return ExitCode.OK;
  }

  private boolean mirror(Server server) {
    Instant began = Instant.now();
    Report.Synced synced = server.operator().run(new Command.Sync("debian", false, true), notes());
    say(
        "mirrored: %s, %,d packages and indexes (%,d MB as a full mirror), %d requests, %,d kB fetched, %.1f s",
        synced.outcome(),
        synced.entries(),
        synced.bytes() / 1_000_000,
        synced.requests(),
        synced.fetched() / 1000,
        Duration.between(began, Instant.now()).toMillis() / 1000.0);
    for (Report.RegionRelease release : synced.releases()) {
      say(
          "released: %s in %s, generation %d %s",
          release.outcome(), release.region(), release.generation(), release.message());
    }
    return synced.releases().stream().noneMatch(r -> r.outcome().equals("failed"));
  }

  private boolean clients(Server server, AptStanza source, String architecture)
      throws InterruptedException {
    if (!Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      say("no apt here: no clients are run");
      return true;
    }
    String lists = server.steeringUrl().orElseThrow();
    for (String region : server.edgeUrls().keySet()) {
      Path root = folder.resolve("clients").resolve(region);
      clear(root);
      AptRoot apt = AptRoot.create(root, sourceLine(source, lists, region), architecture);
      int update = apt.run("update");
      int install = apt.run("install", "-y", "--no-install-recommends", PACKAGE);
      if (update != 0 || install != 0 || !apt.installed(PACKAGE)) {
        say("client in %s: FAILED, apt's own words are in %s", region, apt.log());
        return false;
      }
      long requests = server.requestsServed().getOrDefault(region, 0L);
      say(
          "client in %s: apt updated and installed %s; its edge has answered %d requests",
          region, PACKAGE, requests);
    }
    return true;
  }

  private static String sourceLine(AptStanza source, String lists, String region) {
    return "deb [signed-by=%s] mirror+%s/mirrors/debian.txt?location=%s %s main"
        .formatted(source.signedBy().orElseThrow(), lists, region, source.suites().getFirst());
  }

  private void addresses(Server server, Path file, AptStanza source) {
    String suite = source.suites().getFirst();
    String first = server.edgeUrls().values().iterator().next();
    say("");
    for (Map.Entry<String, String> edge : server.edgeUrls().entrySet()) {
      say("  %-8s %s/debian/", edge.getKey(), edge.getValue());
    }
    String lists = server.steeringUrl().orElseThrow();
    say("  lists    %s/mirrors/debian.txt?location=north", lists);
    say("");
    say("Try next:");
    say("  curl -s '%s/mirrors/debian.txt?location=south'", lists);
    say("  curl -s %s/debian/dists/%s/InRelease | head", first, suite);
    say("  curl -s %s/.snapshots/debian/", first);
    say("  bin/entrepot -c %s status", file);
    say("  bin/entrepot -c %s sync debian        # nothing changed: one request", file);
    say("  bin/entrepot -c %s snapshots debian", file);
  }

  private Progress notes() {
    return new Progress() {
      @Override
      public void stage(String name) {
        say("  %s ...", name);
      }

      @Override
      public void expect(long files, long bytes) {}

      @Override
      public void done(long files, long bytes) {}

      @Override
      public void note(String sentence) {
        say("  %s", sentence);
      }
    };
  }

  private void say(String format, Object... arguments) {
    out.printf(format + "%n", arguments);
    out.flush();
  }

  private static void clear(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The regions of the quickstart. */
  static List<String> regions() {
    return List.of("north", "south");
  }
}
