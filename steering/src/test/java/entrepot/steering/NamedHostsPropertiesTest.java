package entrepot.steering;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Request;
import entrepot.steering.geo.Whereabouts;
import entrepot.steering.map.Carrier;
import entrepot.steering.map.Directory;
import entrepot.steering.map.Host;
import entrepot.steering.map.RepoArch;
import entrepot.steering.map.SteeringMap;
import entrepot.steering.network.Address;
import entrepot.steering.network.Netblock;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Of random worlds: who is named, and who comes first. */
class NamedHostsPropertiesTest {
  private static final String CLIENT = "10.1.2.3";

  /** A random world, what a client of it asks, and the random numbers of the answer. */
  record Case(List<Host> hosts, List<Carrier> carriers, String location, String rest, long seed) {}

  @Property(tries = 2000)
  void namesOnlyWhoCarriesTheDirectoryIsFreshAndServesTheClient(@ForAll("cases") Case one) {
    Set<String> fresh = fresh(one);
    assertThat(named(one))
        .doesNotHaveDuplicates()
        .hasSizeLessThanOrEqualTo(Selection.MOST)
        .allSatisfy(host -> {
          assertThat(fresh).contains(host.name());
          boolean local = host.location().equals(Optional.of(one.location()));
          assertThat(local || serves(host)).isTrue();
          assertThat(local || !host.restricted() || prefers(host)).isTrue();
        });
  }

  @Property(tries = 2000)
  void putsThoseOfTheLocationFirstIfTheyCarry(@ForAll("cases") Case one) {
    Set<String> fresh = fresh(one);
    long local =
        one.hosts().stream()
            .filter(host -> host.location().equals(Optional.of(one.location())))
            .filter(host -> fresh.contains(host.name()))
            .count();
    assertThat(named(one).stream().limit(local).map(Host::location))
        .hasSize((int) Math.min(local, Selection.MOST))
        .allMatch(location -> location.equals(Optional.of(one.location())));
  }

  @Property(tries = 500)
  void namesEverybodyOnceThereAreFewerThanFive(@ForAll("cases") Case one) {
    List<Host> named = named(one);
    if (named.size() < 5) {
      Set<String> fresh = fresh(one);
      assertThat(named)
          .containsAll(
              one.hosts().stream()
                  .filter(host -> fresh.contains(host.name()))
                  .filter(host -> serves(host) && !host.restricted())
                  .toList());
    }
  }

  private static Set<String> fresh(Case one) {
    Map<String, Host> hosts = byHost(one.hosts(), Host::name);
    return one.carriers().stream()
        .filter(each -> each.fresh() || requireNonNull(hosts.get(each.host())).alwaysFresh())
        .map(Carrier::host)
        .collect(Collectors.toSet());
  }

  private static boolean serves(Host host) {
    return host.networks().isEmpty()
        || host.networks().stream().anyMatch(NamedHostsPropertiesTest::in);
  }

  private static boolean prefers(Host host) {
    return Stream.concat(host.netblocks().stream(), host.networks().stream())
        .anyMatch(NamedHostsPropertiesTest::in);
  }

  private static boolean in(Netblock block) {
    return block.contains(Address.parse(CLIENT).orElseThrow());
  }

  private static List<Host> named(Case one) {
    SteeringMap map =
        SteeringMap.of(
            Instant.EPOCH,
            one.hosts(),
            List.of(
                new Directory(
                    "t", List.of(new RepoArch("r", "a")), false, List.of(), one.carriers())));
    DirectoryAnswers answers =
        new DirectoryAnswers(
            new Clients(List.of()),
            new Whereabouts(Optional.empty(), Optional.empty()),
            () -> new SplittableRandom(one.seed()));
    Answer answer =
        answers.mirrorlist(
            new Request(
                "GET",
                "/mirrorlist?repo=r&arch=a&location=" + one.location() + one.rest(),
                MultiMap.caseInsensitiveMultiMap(),
                new byte[0],
                CLIENT),
            new Serving(map));
    Map<String, Host> hosts = byHost(one.hosts(), Host::name);
    return new String(((Answer.Whole) answer).body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceAll("http://|/t/", ""))
        .map(name -> requireNonNull(hosts.get(name)))
        .toList();
  }

  private static <T> Map<String, T> byHost(List<T> all, Function<T, String> name) {
    return all.stream().collect(Collectors.toMap(name, Function.identity()));
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<String> locations = Arbitraries.of("east", "west", "mars");
    Arbitrary<String> rests = Arbitraries.of("", "&netblock=0", "&protocol=http");
    return Arbitraries.integers()
        .between(0, 60)
        .flatMap(count ->
            Combinators.combine(
                    hosts(count), carriers(count), locations, rests, Arbitraries.longs())
                .as((hosts, carriers, location, rest, seed) ->
                    new Case(hosts, carriers, location, rest, seed)));
  }

  private static Arbitrary<List<Host>> hosts(int count) {
    Arbitrary<List<Netblock>> blocks =
        Arbitraries.of("10.0.0.0/8", "10.1.0.0/16", "10.1.2.3/32", "10.2.0.0/16", "::/0")
            .map(Netblock::of)
            .list()
            .ofMaxSize(2);
    Arbitrary<Function<String, Host>> kinds =
        Combinators.combine(
                Arbitraries.of("east", "west", ""),
                Arbitraries.of("DE", "US", ""),
                blocks,
                blocks,
                Arbitraries.of(0, 0, 0, 1, 2, 3),
                Arbitraries.of(1, 100, 1_000_000))
            .as((location, country, netblocks, networks, flags, weight) ->
                name ->
                    new Host(
                        name,
                        location.isEmpty(),
                        Optional.of(location).filter(each -> !each.isEmpty()),
                        Optional.empty(),
                        List.of(URI.create("http://" + name)),
                        Optional.of(country).filter(each -> !each.isEmpty()),
                        weight,
                        (flags & 1) != 0,
                        netblocks,
                        networks,
                        List.of(),
                        (flags & 2) != 0));
    return kinds
        .list()
        .ofSize(count)
        .map(list -> IntStream.range(0, count).mapToObj(i -> list.get(i).apply("h" + i)).toList());
  }

  private static Arbitrary<List<Carrier>> carriers(int count) {
    return Arbitraries.of(0, 1, 1, 2)
        .list()
        .ofSize(count)
        .map(states ->
            IntStream.range(0, count)
                .filter(i -> states.get(i) > 0)
                .mapToObj(i -> states.get(i) == 1 ? Carrier.fresh("h" + i) : Carrier.stale("h" + i))
                .toList());
  }
}
