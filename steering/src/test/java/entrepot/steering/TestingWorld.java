package entrepot.steering;

import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Request;
import entrepot.steering.geo.TestingMaxMindFile;
import entrepot.steering.map.Carrier;
import entrepot.steering.map.Directory;
import entrepot.steering.map.Host;
import entrepot.steering.map.RepoArch;
import entrepot.steering.map.RepomdFile;
import entrepot.steering.map.SteeringFile;
import entrepot.steering.map.SteeringMap;
import entrepot.steering.network.Netblock;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A small world of edges, external mirrors and directories, and a steering over it. */
final class TestingWorld {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static final RepomdFile CURRENT = repomd('c', 1);
  private static final RepomdFile YESTERDAY = repomd('b', 25);
  private static final RepomdFile EXPIRED = repomd('a', 24 * 9);

  private final SteeringHandler steering;

  TestingWorld(Path folder) throws IOException {
    Path file = folder.resolve("steering.json");
    Path countries = folder.resolve("countries.mmdb");
    Path systems = folder.resolve("systems.mmdb");
    SteeringFile.write(file, map());
    TestingMaxMindFile.countries(
        countries,
        Map.of(
            "198.51.100.0/26", "DE",
            "198.51.100.64/26", "CH",
            "198.51.100.128/26", "CA",
            "198.51.100.192/26", "ZA",
            "2001:db8::/32", "JP"));
    TestingMaxMindFile.systems(
        systems, Map.of("203.0.113.0/25", 64500L, "203.0.113.128/25", 64501L));
    this.steering =
        new SteeringHandler(
            new SteeringSettings(
                file,
                List.of(Netblock.of("127.0.0.0/8")),
                Optional.of(countries),
                Optional.of(systems)),
            () -> new SplittableRandom(42));
  }

  static SteeringMap map() {
    return SteeringMap.of(NOW, hosts(), directories());
  }

  private static List<Host> hosts() {
    return List.of(
        Host.edge("east", "east", urls("http://10.1.0.1:8081", "https://east.example.org"))
            .inCountry("US")
            .preferredBy(blocks("10.1.0.0/16", "2600:1f14::/35")),
        Host.edge("west", "west", urls("https://west.example.org/edge"))
            .inCountry("US")
            .preferredBy(blocks("10.0.0.0/8"))
            .preferredByAsns(List.of(64500L)),
        Host.edge("north", "north-1", urls("http://[fd00::3]:8083"))
            .inCountry("DE")
            .servingOnly(blocks("fd00::/16", "10.3.0.0/16")),
        Host.edge("lab", "lab", urls("http://10.9.0.1"))
            .onlyForItsOwn()
            .preferredBy(blocks("10.1.9.0/24")),
        Host.external("de", urls("https://de.example.net/pub/", "http://de.example.net/pub/"))
            .inCountry("DE")
            .weighing(1000),
        Host.external("at", urls("http://at.example.net/a&b")).inCountry("AT"),
        Host.external("jp", urls("http://jp.example.net", "https://jp.example.net"))
            .inCountry("JP"),
        Host.external("us", urls("https://us.example.net/mirror")).inCountry("US").weighing(1),
        Host.external("br", urls("http://br.example.net")).inCountry("BR"),
        Host.external("uni", urls("http://cache.uni.example"))
            .onlyForItsOwn()
            .preferredBy(blocks("192.0.2.0/25"))
            .preferredByAsns(List.of(64501L))
            .alwaysUpToDate());
  }

  private static List<Directory> directories() {
    return List.of(
        new Directory(
            "fedora/releases/42/os",
            List.of(new RepoArch("fedora-42", "x86_64"), new RepoArch("fedora-latest", "x86_64")),
            false,
            List.of(CURRENT, YESTERDAY, EXPIRED),
            List.of(
                serving("east", CURRENT),
                serving("west", YESTERDAY),
                serving("north", CURRENT),
                serving("lab", CURRENT),
                serving("de", CURRENT),
                serving("at", YESTERDAY),
                serving("jp", EXPIRED),
                serving("us", CURRENT),
                Carrier.fresh("br"),
                Carrier.stale("uni"))),
        new Directory(
            "fedora/releases/42/source",
            List.of(new RepoArch("fedora-source-42", "source")),
            false,
            List.of(CURRENT),
            List.of(serving("east", CURRENT), serving("jp", CURRENT))),
        new Directory(
            "fedora/releases/41/os",
            List.of(new RepoArch("fedora-41", "x86_64")),
            true,
            List.of(CURRENT),
            List.of(serving("east", CURRENT))),
        new Directory(
            "epel/9",
            List.of(new RepoArch("epel-9", "x86_64")),
            false,
            List.of(EXPIRED),
            List.of(serving("east", EXPIRED), serving("west", CURRENT), serving("us", EXPIRED))),
        new Directory(
            "isos",
            List.of(new RepoArch("isos", "all")),
            false,
            List.of(),
            List.of(Carrier.fresh("east"), Carrier.stale("west"), Carrier.fresh("us"))),
        new Directory(
            "nobody/1", List.of(new RepoArch("nobody", "x86_64")), false, List.of(), List.of()));
  }

  private static RepomdFile repomd(char digit, int hours) {
    String hex = String.valueOf(digit);
    return new RepomdFile(
        NOW.minus(Duration.ofHours(hours)).getEpochSecond(),
        3_000 + hours,
        digit == 'c' ? Optional.of(hex.repeat(32)) : Optional.empty(),
        Optional.of(hex.repeat(40)),
        hex.repeat(64),
        digit == 'c' ? Optional.of(hex.repeat(128)) : Optional.empty(),
        0);
  }

  private static Carrier serving(String host, RepomdFile file) {
    return Carrier.serving(host, file.sha256());
  }

  private static List<URI> urls(String... urls) {
    return Stream.of(urls).map(URI::create).toList();
  }

  private static List<Netblock> blocks(String... cidrs) {
    return Stream.of(cidrs).map(Netblock::of).toList();
  }

  Answer.Whole ask(String method, String target, String client, String forwardedFor) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (!forwardedFor.isEmpty()) {
      headers.add("X-Forwarded-For", forwardedFor);
    }
    return (Answer.Whole)
        steering.handle(new Request(method, target, headers, new byte[0], client));
  }

  static String body(Answer.Whole answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
