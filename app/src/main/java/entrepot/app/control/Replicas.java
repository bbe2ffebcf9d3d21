package entrepot.app.control;

import entrepot.app.config.Configuration;
import entrepot.app.config.RegionConfiguration;
import entrepot.release.DiskReplica;
import entrepot.release.DiskReplicaReader;
import entrepot.release.Head;
import entrepot.release.Releaser;
import entrepot.release.sign.SigningKeys;
import entrepot.release.sign.TrustedKeys;
import entrepot.store.Store;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The replicas of all regions: who releases to each, and who reads what it serves. */
final class Replicas {
  private final LedgerJournal journal;
  private final Map<String, Releaser> releasers = new TreeMap<>();
  private final Map<String, DiskReplicaReader> readers = new TreeMap<>();

  Replicas(
      Configuration configuration,
      StateFolder folder,
      Store store,
      LedgerJournal journal,
      InstantSource clock) {
    this.journal = journal;
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

  /** Records what a process that was killed between a head and the journal did. */
  void catchUpJournal() {
    releasers.forEach((region, releaser) -> releaser.catchUpJournal(journal.newest(region)));
  }
}
