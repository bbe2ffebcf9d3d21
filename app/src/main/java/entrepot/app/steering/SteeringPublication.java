package entrepot.app.steering;

import entrepot.app.config.Configuration;
import entrepot.app.config.RpmTree;
import entrepot.app.config.TreeConfiguration;
import entrepot.steering.map.Directory;
import entrepot.steering.map.SteeringMap;
import entrepot.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Makes the map that steering answers from, of what the regions serve and the mirrors have. */
public final class SteeringPublication {
  private final Configuration configuration;
  private final Hosts hosts;
  private final Repositories repositories;
  private final WholeTrees wholeTrees;

  /** Reads repomd.xml files from that store. */
  public SteeringPublication(Configuration configuration, Store store, MirrorChecks checks) {
    this.configuration = configuration;
    this.hosts = new Hosts(configuration);
    this.repositories = new Repositories(configuration, store, checks);
    this.wholeTrees = new WholeTrees(configuration, store, checks);
  }

  /**
   * What is retired is known and not served: MirrorManager says so of a repository that is
   * disabled, and a list for a folder above it must not name it by accident.
   */
  private void unlisted(Served served, List<Directory> directories) {
    for (String each : new TreeSet<>(served.unlisted())) {
      String tree = each.indexOf('/') < 0 ? each : each.substring(0, each.indexOf('/'));
      if (configuration.trees().get(tree) instanceof RpmTree rpm) {
        repositories
            .namesOf(rpm)
            .forEach(directory -> {
              if (served.unlists(directory.path()) && lacks(directories, directory.path())) {
                directories.add(directory);
              }
            });
      }
      if (lacks(directories, each)) {
        directories.add(new Directory(each, List.of(), true, List.of(), List.of()));
      }
    }
  }

  private static boolean lacks(List<Directory> directories, String path) {
    return directories.stream().noneMatch(known -> known.path().equals(path));
  }

  /** The map as of now. */
  public SteeringMap map(Served served, Instant now) {
    List<Directory> directories = new ArrayList<>();
    TreeSet<String> trees = new TreeSet<>();
    served.snapshots().values().forEach(region -> trees.addAll(region.keySet()));
    for (String name : trees) {
      TreeConfiguration tree = configuration.trees().get(name);
      if (tree instanceof RpmTree rpm) {
        directories.addAll(
            repositories.of(rpm, served).stream()
                .filter(each -> !served.unlists(each.path()))
                .toList());
      }
      if (!served.unlists(name) && directories.stream().noneMatch(d -> d.path().equals(name))) {
        directories.add(wholeTrees.of(name, served));
      }
    }
    unlisted(served, directories);
    return SteeringMap.of(now, hosts.of(served), directories);
  }
}
