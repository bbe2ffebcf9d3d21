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

  /** The map as of now. */
  public SteeringMap map(Served served, Instant now) {
    List<Directory> directories = new ArrayList<>();
    TreeSet<String> trees = new TreeSet<>();
    served.snapshots().values().forEach(region -> trees.addAll(region.keySet()));
    for (String name : trees) {
      TreeConfiguration tree = configuration.trees().get(name);
      if (tree instanceof RpmTree rpm) {
        directories.addAll(repositories.of(rpm, served));
      }
      if (directories.stream().noneMatch(d -> d.path().equals(name))) {
        directories.add(wholeTrees.of(name, served));
      }
    }
    return SteeringMap.of(now, hosts.of(served), directories);
  }
}
