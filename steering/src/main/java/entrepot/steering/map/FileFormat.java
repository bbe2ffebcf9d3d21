package entrepot.steering.map;

import entrepot.steering.network.Netblock;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A steering map as JSON has it. Hosts have numbers there, and directories with the same carriers
 * share one list of them.
 *
 * @param created seconds since 1970
 * @param carriers lists of host numbers, fresh ones first
 */
record FileFormat(
    int format,
    long created,
    List<JsonHost> hosts,
    List<JsonCarriers> carriers,
    List<JsonDirectory> directories) {
  static final int FORMAT = 2;

  /** A host; what it lacks is an empty text. */
  record JsonHost(
      String name,
      boolean external,
      String location,
      String tree,
      List<String> urls,
      String country,
      int weight,
      boolean restricted,
      List<String> netblocks,
      List<String> networks,
      List<Long> asns,
      boolean alwaysFresh) {}

  /** Numbers of hosts. */
  record JsonCarriers(List<Integer> fresh, List<Integer> stale) {}

  /**
   * A directory.
   *
   * @param repositories pairs of repo and arch
   * @param carriers which list of carriers is its own
   */
  record JsonDirectory(
      String path,
      List<List<String>> repositories,
      boolean disabled,
      List<JsonRepomd> repomd,
      int carriers) {}

  /** A version of a repomd.xml; a hash that is not known is an empty text. */
  record JsonRepomd(
      long timestamp,
      long size,
      String md5,
      String sha1,
      String sha256,
      String sha512,
      long released) {}

  static FileFormat of(SteeringMap map) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    List<JsonHost> hosts = new ArrayList<>();
    for (Host each : map.hosts()) {
      numbers.put(each.name(), numbers.size());
      hosts.add(json(each));
    }
    Map<JsonCarriers, Integer> lists = new LinkedHashMap<>();
    List<JsonDirectory> directories = new ArrayList<>();
    for (Directory each : map.directories()) {
      JsonCarriers carriers =
          new JsonCarriers(
              numbersOf(each.carriers(), true, numbers),
              numbersOf(each.carriers(), false, numbers));
      int size = lists.size();
      directories.add(
          new JsonDirectory(
              each.path(),
              each.repositories().stream().map(r -> List.of(r.repo(), r.arch())).toList(),
              each.disabled(),
              each.repomd().stream().map(FileFormat::json).toList(),
              lists.computeIfAbsent(carriers, _ -> size)));
    }
    return new FileFormat(
        FORMAT, map.created().getEpochSecond(), hosts, List.copyOf(lists.keySet()), directories);
  }

  private static List<Integer> numbersOf(
      List<Carrier> carriers, boolean fresh, Map<String, Integer> numbers) {
    return carriers.stream()
        .filter(each -> each.fresh() == fresh)
        .map(each -> numbers.getOrDefault(each.host(), -1))
        .toList();
  }

  private static JsonHost json(Host host) {
    return new JsonHost(
        host.name(),
        host.external(),
        host.location().orElse(""),
        host.tree().orElse(""),
        host.urls().stream().map(URI::toASCIIString).toList(),
        host.country().orElse(""),
        host.weight(),
        host.restricted(),
        host.netblocks().stream().map(Netblock::toString).toList(),
        host.networks().stream().map(Netblock::toString).toList(),
        host.asns(),
        host.alwaysFresh());
  }

  private static JsonRepomd json(RepomdFile file) {
    return new JsonRepomd(
        file.timestamp(),
        file.size(),
        file.md5().orElse(""),
        file.sha1().orElse(""),
        file.sha256(),
        file.sha512().orElse(""),
        file.released());
  }

  /** The same, made at another time. */
  FileFormat madeAt(long time) {
    return new FileFormat(format, time, hosts, carriers, directories);
  }

  /** The map; throws RuntimeExceptions of many kinds where it is none. */
  SteeringMap map() {
    List<Host> all = hosts.stream().map(FileFormat::host).toList();
    List<List<Carrier>> lists = carriers.stream().map(list -> carriers(list, all)).toList();
    return SteeringMap.written(
        Instant.ofEpochSecond(created),
        all,
        directories.stream().map(each -> directory(each, lists)).toList());
  }

  private static List<Carrier> carriers(JsonCarriers json, List<Host> hosts) {
    List<Carrier> carriers = new ArrayList<>();
    json.fresh().forEach(number -> carriers.add(Carrier.fresh(hosts.get(number).name())));
    json.stale().forEach(number -> carriers.add(Carrier.stale(hosts.get(number).name())));
    return List.copyOf(carriers);
  }

  private static Host host(JsonHost json) {
    return new Host(
        json.name(),
        json.external(),
        unlessEmpty(json.location()),
        unlessEmpty(json.tree()),
        json.urls().stream().map(URI::create).toList(),
        unlessEmpty(json.country()),
        json.weight(),
        json.restricted(),
        json.netblocks().stream().map(Netblock::of).toList(),
        json.networks().stream().map(Netblock::of).toList(),
        json.asns(),
        json.alwaysFresh());
  }

  private static Directory directory(JsonDirectory json, List<List<Carrier>> lists) {
    return new Directory(
        json.path(),
        json.repositories().stream().map(FileFormat::repoArch).toList(),
        json.disabled(),
        json.repomd().stream().map(FileFormat::repomd).toList(),
        lists.get(json.carriers()));
  }

  private static RepoArch repoArch(List<String> pair) {
    if (pair.size() != 2) {
      throw new IllegalArgumentException("a repository's name is no pair of repo and arch");
    }
    return new RepoArch(pair.get(0), pair.get(1));
  }

  private static RepomdFile repomd(JsonRepomd json) {
    return new RepomdFile(
        json.timestamp(),
        json.size(),
        unlessEmpty(json.md5()),
        unlessEmpty(json.sha1()),
        json.sha256(),
        unlessEmpty(json.sha512()),
        json.released());
  }

  private static Optional<String> unlessEmpty(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty());
  }
}
