package entrepot.steering;

import entrepot.steering.map.Carrier;
import entrepot.steering.map.Directory;
import entrepot.steering.map.Host;
import entrepot.steering.map.RepoArch;
import entrepot.steering.map.SteeringMap;
import entrepot.steering.network.Address;
import entrepot.steering.network.Netblock;
import entrepot.steering.network.Netblocks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All that answers are made of, computed once for each steering file; immutable. */
final class Serving {
  private final Instant created;
  private final List<Mirror> mirrors;
  private final Map<String, Tree> trees = new HashMap<>();
  private final Map<String, Shelf> paths = new HashMap<>();
  private final Map<String, Map<String, Shelf>> repositories = new HashMap<>();
  private final Netblocks<Ring> netblocks;
  private final Map<Long, Ring> systems;

  Serving(SteeringMap map) {
    created = map.created();
    List<Mirror> all = new ArrayList<>();
    Map<String, Mirror> byName = new HashMap<>();
    Map<Netblock, Set<Mirror>> blocks = new LinkedHashMap<>();
    Map<Long, Set<Mirror>> asns = new LinkedHashMap<>();
    for (Host each : map.hosts()) {
      Mirror mirror = new Mirror(all.size(), each);
      all.add(mirror);
      byName.put(each.name(), mirror);
      each.netblocks().forEach(block -> set(blocks, block).add(mirror));
      // Who serves some networks only is there for them.
      each.networks().forEach(block -> set(blocks, block).add(mirror));
      each.asns().forEach(asn -> set(asns, asn).add(mirror));
    }
    mirrors = List.copyOf(all);
    netblocks = new Netblocks<>(rings(blocks));
    systems = rings(asns);
    Map<List<Carrier>, Rings> shared = new HashMap<>();
    for (Directory each : map.directories()) {
      Rings rings = shared.computeIfAbsent(each.carriers(), some -> rings(some, byName));
      put(each, Shelf.of(each, rings), byName);
    }
  }

  private static <K> Set<Mirror> set(Map<K, Set<Mirror>> sets, K key) {
    return sets.computeIfAbsent(key, _ -> new LinkedHashSet<>());
  }

  private static <K> Map<K, Ring> rings(Map<K, Set<Mirror>> sets) {
    return sets.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> new Ring(each.getValue())));
  }

  private static Rings rings(List<Carrier> carriers, Map<String, Mirror> byName) {
    return new Rings(
        carriers.stream()
            .filter(Carrier::fresh)
            .map(each -> Objects.requireNonNull(byName.get(each.host())))
            .toList());
  }

  private void put(Directory directory, Shelf shelf, Map<String, Mirror> byName) {
    paths.put(directory.path(), shelf);
    for (RepoArch each : directory.repositories()) {
      repositories.computeIfAbsent(each.repo(), _ -> new HashMap<>()).put(each.arch(), shelf);
    }
    if (directory.path().indexOf('/') < 0 && !directory.disabled()) {
      trees.put(directory.path(), Tree.of(directory, byName));
    }
  }

  /** When the control plane made it. */
  Instant created() {
    return created;
  }

  Mirror mirror(int number) {
    return mirrors.get(number);
  }

  Optional<Tree> tree(String name) {
    return Optional.ofNullable(trees.get(name));
  }

  /** The directory of that very path. */
  Optional<Shelf> path(String path) {
    return Optional.ofNullable(paths.get(path));
  }

  Optional<Shelf> repository(String repo, String arch) {
    Map<String, Shelf> arches = repositories.get(repo);
    return arches == null ? Optional.empty() : Optional.ofNullable(arches.get(arch));
  }

  /** Who is there for an address, the longest prefix first. */
  Optional<Netblocks.Match<Ring>> netblock(Address client) {
    return netblocks.find(client);
  }

  /** Who is there for an autonomous system. */
  Optional<Ring> system(long asn) {
    return Optional.ofNullable(systems.get(asn));
  }
}
