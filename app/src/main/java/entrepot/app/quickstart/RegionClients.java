package entrepot.app.quickstart;

import entrepot.app.control.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a client in each region, and tells which edges have answered it. */
final class RegionClients {
  private final Server server;
  private final Path folder;
  private final Story story;

  /** Puts the roots of clients below {@code folder}. */
  RegionClients(Server server, Path folder, Story story) {
    this.server = server;
    this.folder = folder;
    this.story = story;
  }

  /** Runs those of a kind, or tells why none can be; whether all that ran have installed. */
  boolean run(ClientKind kind) throws InterruptedException {
    Optional<String> obstacle = kind.obstacle();
    if (obstacle.isPresent()) {
      story.say("%s", obstacle.get());
      return true;
    }
    for (String region : server.edgeUrls().keySet()) {
      if (!run(kind, region)) {
        return false;
      }
    }
    return true;
  }

  private boolean run(ClientKind kind, String region) throws InterruptedException {
    Path root = folder.resolve(region).resolve(kind.name());
    clear(root);
    ClientRoot client = kind.in(region, root, server.steeringUrl().orElseThrow());
    Map<String, Long> before = server.requestsServed();
    if (!client.install(kind.packageName())) {
      story.say(
          "client in %s: FAILED, the words of %s are in %s", region, kind.name(), client.log());
      return false;
    }
    story.say(
        "client in %s: %s installed %s, served by %s",
        region, kind.name(), kind.packageName(), since(before));
    return true;
  }

  private String since(Map<String, Long> before) {
    List<String> edges =
        server.requestsServed().entrySet().stream()
            .filter(edge -> edge.getValue() > before.getOrDefault(edge.getKey(), 0L))
            .map(edge ->
                "the edge of %s (%d requests)"
                    .formatted(
                        edge.getKey(), edge.getValue() - before.getOrDefault(edge.getKey(), 0L)))
            .toList();
    return edges.isEmpty() ? "no edge" : edges.stream().collect(Collectors.joining(" and "));
  }

  private static void clear(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
