package entrepot.app.quickstart;

import entrepot.app.command.Command;
import entrepot.app.command.ExitCode;
import entrepot.app.command.Report;
import entrepot.app.config.ConfigurationFile;
import entrepot.app.control.Server;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** The whole road on one machine, told as it goes. */
public final class Quickstart {
  private final Path folder;
  private final Story story;

  /** Keeps its state and the clients' roots in {@code folder}; tells on {@code out}. */
  public Quickstart(Path folder, PrintWriter out) {
    this.folder = folder;
    this.story = new Story(out);
  }

  /** Runs it; answers the exit code. Stays up unless {@code once}. */
  public int run(boolean once) throws InterruptedException {
    Optional<DebianSource> debian = DebianSource.ofThisMachine();
    try (Samples samples = Samples.start(folder, InstantSource.system(), story)) {
      Path file = QuickstartConfiguration.write(folder, samples, debian);
      story.say("configuration: %s", file);
      try (Server server = Server.start(ConfigurationFile.load(file).configuration())) {
        if (!road(server, samples, debian)) {
          return ExitCode.UPSTREAM;
        }
        new NextSteps(server, story).tell(file, samples, debian);
        if (!once) {
          stayUp(server);
        }
      }
    }
    return ExitCode.OK;
  }

  private boolean road(Server server, Samples samples, Optional<DebianSource> debian)
      throws InterruptedException {
    Map<String, String> secure = new TreeMap<>();
    server.edgeTls().forEach((region, tls) -> secure.put(region, tls.url()));
    List<ClientKind> kinds =
        new ArrayList<>(
            List.of(
                new DnfClients(samples.rpm().keyring()),
                new PipClients(secure, samples.authority().certificate())));
    debian.ifPresentOrElse(
        source -> kinds.add(new AptClients(source)),
        () -> story.quote(QuickstartConfiguration.ADVICE));
    RegionClients clients =
        new RegionClients(server, samples.bucket(), folder.resolve("clients"), story);
    for (ClientKind kind : kinds) {
      if (!mirror(server, kind.tree()) || !clients.run(kind)) {
        return false;
      }
    }
    return true;
  }

  private boolean mirror(Server server, String tree) {
    Instant began = Instant.now();
    Report.Synced synced =
        server.operator().run(new Command.Sync(tree, false, true), story.progress());
    story.say(
        "mirrored %s: %s, %,d packages and indexes (%s as a full mirror), %d requests, %,d kB fetched, %.1f s",
        tree,
        synced.outcome(),
        synced.entries(),
        size(synced.bytes()),
        synced.requests(),
        synced.fetched() / 1000,
        Duration.between(began, Instant.now()).toMillis() / 1000.0);
    for (Report.RegionRelease release : synced.releases()) {
      story.say(
          "released: %s in %s, generation %d %s",
          release.outcome(), release.region(), release.generation(), release.message());
    }
    return synced.releases().stream().noneMatch(r -> r.outcome().equals("failed"));
  }

  private static String size(long bytes) {
    return bytes < 10_000_000
        ? "%,d kB".formatted(bytes / 1000)
        : "%,d MB".formatted(bytes / 1_000_000);
  }

  private void stayUp(Server server) throws InterruptedException {
    story.say("");
    story.say("It stays up until you press Ctrl-C.");
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    never.await();
  }
}
