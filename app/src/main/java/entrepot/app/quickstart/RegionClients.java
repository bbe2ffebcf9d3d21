package entrepot.app.quickstart;

import entrepot.app.control.Server;
import entrepot.app.quickstart.s3.SampleBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs a client in each region, and tells which edges, or the bucket, have answered it. */
final class RegionClients {
  private final Server server;
  private final SampleBucket bucket;
  private final Path folder;
  private final Story story;

  /** Puts the roots of clients below {@code folder}. */
  RegionClients(Server server, SampleBucket bucket, Path folder, Story story) {
    this.server = server;
    this.bucket = bucket;
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
    Optional<ClientRoot> client =
        region.equals(QuickstartConfiguration.BUCKET_REGION)
            ? kind.inBucket(Objects.requireNonNull(server.edgeUrls().get(region), region), root)
            : Optional.of(kind.in(region, root, server.steeringUrl().orElseThrow()));
    return client.isEmpty() || run(kind, region, client.get());
  }

  private boolean run(ClientKind kind, String region, ClientRoot client)
      throws InterruptedException {
    Map<String, Long> before = served();
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

  /** How many requests everything has answered that clients could ask. */
  private Map<String, Long> served() {
    Map<String, Long> all = new TreeMap<>();
    server
        .requestsServed()
        .forEach((region, requests) -> all.put("the edge of " + region, requests));
    all.put("the bucket of " + QuickstartConfiguration.BUCKET_REGION, bucket.reads());
    return all;
  }

  private String since(Map<String, Long> before) {
    List<String> answered = new ArrayList<>();
    served()
        .forEach((who, requests) -> {
          long more = requests - before.getOrDefault(who, 0L);
          if (more > 0) {
            answered.add("%s (%d requests)".formatted(who, more));
          }
        });
    return answered.isEmpty() ? "nobody" : String.join(" and ", answered);
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
