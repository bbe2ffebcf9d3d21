package entrepot.app.control;

import entrepot.app.config.Configuration;
import entrepot.app.config.RegionConfiguration;
import entrepot.release.DiskReplica;
import entrepot.release.DiskReplicaReader;
import entrepot.release.Head;
import entrepot.release.Releaser;
import entrepot.release.sign.SigningKeys;
import entrepot.release.sign.TrustedKeys;
import entrepot.steering.map.Carrier;
import entrepot.steering.map.Directory;
import entrepot.steering.map.Host;
import entrepot.steering.map.SteeringFile;
import entrepot.steering.map.SteeringMap;
import entrepot.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The replicas of all regions: who releases to each, and who reads what it serves. */
final class Replicas {
  private final LedgerJournal journal;
  private final InstantSource clock;
  private final Map<String, Releaser> releasers = new TreeMap<>();
  private final Map<String, DiskReplicaReader> readers = new TreeMap<>();

  Replicas(
      Configuration configuration,
      StateFolder folder,
      Store store,
      LedgerJournal journal,
      InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
    SigningKeys keys = SigningKeys.open(folder.keys());
    keys.exportTo(folder.trust());
    TrustedKeys trusted = TrustedKeys.of(folder.trust());
    for (RegionConfiguration region : configuration.regions().values()) {
      DiskReplica replica = new DiskReplica(region.name(), region.replica());
      releasers.put(region.name(), new Releaser(store, replica, keys, journal, clock));
      readers.put(region.name(), new DiskReplicaReader(region.name(), region.replica(), trusted));
    }
  }

  Releaser releaser(String region) {
    return Objects.requireNonNull(releasers.get(region), region);
  }

  DiskReplicaReader reader(String region) {
    return Objects.requireNonNull(readers.get(region), region);
  }

  /** What a region serves now. */
  Optional<Head> head(String region) {
    DiskReplicaReader reader = reader(region);
    reader.refresh();
    return reader.head();
  }

  /** Writes the file that the mirror lists are answered from: who serves which tree, and where. */
  void publishSteering(Map<String, String> urls, Path file) {
    List<Host> hosts = new ArrayList<>();
    SortedMap<String, List<Carrier>> trees = new TreeMap<>();
    for (Map.Entry<String, String> edge : new TreeMap<>(urls).entrySet()) {
      String region = edge.getKey();
      hosts.add(Host.edge(region, region, List.of(URI.create(edge.getValue()))));
      for (String tree : head(region).map(h -> h.trees().keySet()).orElse(Set.of())) {
        trees.computeIfAbsent(tree, _ -> new ArrayList<>()).add(Carrier.fresh(region));
      }
    }
    List<Directory> directories = new ArrayList<>();
    trees.forEach((tree, carriers) -> directories.add(Directory.of(tree, carriers)));
    SteeringFile.write(file, SteeringMap.of(clock.instant(), hosts, directories));
  }

  /** Records what a process that was killed between a head and the journal did. */
  void catchUpJournal() {
    releasers.forEach((region, releaser) -> releaser.catchUpJournal(journal.newest(region)));
  }
}
