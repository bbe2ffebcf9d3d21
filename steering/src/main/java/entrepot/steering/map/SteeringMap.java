package entrepot.steering.map;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that steering answers from, at one instant. Its directories name valid versions of repomd.xml
 * only, and only hosts of the map; a carrier of a directory with a repomd.xml is one that serves a
 * valid version of it.
 */
public final class SteeringMap {
  static final int MAX_HOSTS = 10_000;
  static final int MAX_DIRECTORIES = 200_000;

  private final Instant created;
  private final Map<String, Host> hosts;
  private final Map<String, Directory> directories;

  private SteeringMap(Instant created, Collection<Host> hosts, Collection<Directory> directories) {
    if (hosts.size() > MAX_HOSTS || directories.size() > MAX_DIRECTORIES) {
      throw new IllegalArgumentException(
          "a steering map has at most %d hosts and %d directories"
              .formatted(MAX_HOSTS, MAX_DIRECTORIES));
    }
    this.created = created;
    this.hosts = byName(hosts, Host::name);
    this.directories = byName(directories, Directory::path);
    Set<RepoArch> names = new HashSet<>();
    for (Directory each : directories) {
      for (RepoArch name : new LinkedHashSet<>(each.repositories())) {
        if (!names.add(name)) {
          throw new IllegalArgumentException("two directories have the name " + name);
        }
      }
      for (Carrier carrier : each.carriers()) {
        Host host = this.hosts.get(carrier.host());
        if (host == null) {
          throw new IllegalArgumentException("a carrier is no host: " + carrier.host());
        }
        if (host.tree().filter(tree -> !within(each.path(), tree)).isPresent()) {
          throw new IllegalArgumentException(host.name() + " does not mirror " + each.path());
        }
      }
    }
  }

  private static boolean within(String path, String tree) {
    return path.equals(tree) || path.startsWith(tree + "/");
  }

  private static <T> Map<String, T> byName(Collection<T> all, Function<T, String> name) {
    Map<String, T> map = new LinkedHashMap<>();
    for (T each : all) {
      if (map.put(name.apply(each), each) != null) {
        throw new IllegalArgumentException("this name occurs twice: " + name.apply(each));
      }
    }
    return map;
  }

  /**
   * The map of those hosts and directories as it is now: expired versions of a repomd.xml are left
   * out, and so are carriers that serve none of the others. Throws IllegalArgumentException where
   * two hosts, paths or repositories have one name, or a carrier is no host.
   */
  public static SteeringMap of(
      Instant now, Collection<Host> hosts, Collection<Directory> directories) {
    Set<String> alwaysFresh =
        hosts.stream().filter(Host::alwaysFresh).map(Host::name).collect(Collectors.toSet());
    return new SteeringMap(
        now, hosts, directories.stream().map(each -> asOf(each, alwaysFresh, now)).toList());
  }

  private static Directory asOf(Directory directory, Set<String> alwaysFresh, Instant now) {
    List<RepomdFile> valid = Alternates.keep(directory.repomd(), now);
    Set<String> hashes = valid.stream().map(RepomdFile::sha256).collect(Collectors.toSet());
    Map<String, Carrier> carriers = new LinkedHashMap<>();
    for (Carrier each : directory.carriers()) {
      boolean exempt = alwaysFresh.contains(each.host());
      boolean serves = hashes.isEmpty() || each.repomd().filter(hashes::contains).isPresent();
      if (exempt || serves) {
        carriers.putIfAbsent(
            each.host(), new Carrier(each.host(), exempt || each.fresh(), Optional.empty()));
      }
    }
    return new Directory(
        directory.path(),
        directory.repositories(),
        directory.disabled(),
        valid,
        List.copyOf(carriers.values()));
  }

  /** A map as a file has it, whatever has expired since. */
  static SteeringMap written(
      Instant created, Collection<Host> hosts, Collection<Directory> directories) {
    return new SteeringMap(created, hosts, directories);
  }

  /** When it was made. */
  public Instant created() {
    return created;
  }

  /** All hosts, in the order given. */
  public Collection<Host> hosts() {
    return java.util.Collections.unmodifiableCollection(hosts.values());
  }

  /** All directories, in the order given. */
  public Collection<Directory> directories() {
    return java.util.Collections.unmodifiableCollection(directories.values());
  }
}
