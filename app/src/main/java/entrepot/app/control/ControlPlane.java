package entrepot.app.control;

import entrepot.app.command.NotFound;
import entrepot.app.config.Configuration;
import entrepot.app.config.LedgerAccess;
import entrepot.app.config.RegionConfiguration;
import entrepot.app.config.TreeConfiguration;
import entrepot.app.config.WheelsTree;
import entrepot.app.worker.SharedRun;
import entrepot.app.worker.StoreMark;
import entrepot.collect.wheels.WheelsCollector;
import entrepot.collect.wheels.WheelsFolder;
import entrepot.kit.Digest;
import entrepot.ledger.Ledger;
import entrepot.ledger.RecordedSnapshot;
import entrepot.ledger.Run;
import entrepot.release.Head;
import entrepot.release.TreeHead;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import entrepot.store.fill.FillLimits;
import entrepot.store.fill.Fillings;
import entrepot.store.snapshot.SnapshotRecord;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root of whoever holds the state: all parts, each made once. */
final class ControlPlane implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlPlane.class);

  /** One process at a time holds the state folder, so all of them may go by one name. */
  private static final String OWNER = "control";

  private final Configuration configuration;
  private final StateFolder folder;
  private final InstantSource clock;
  private final OpenedStore opened;
  private final Store store;
  private final Ledger ledger;
  private final Sources sources;
  private final LedgerJournal journal;
  private final Replicas replicas;
  private final Set<String> syncing = ConcurrentHashMap.newKeySet();
  private @Nullable Fillings fillings;

  private ControlPlane(
      Configuration configuration,
      StateFolder folder,
      InstantSource clock,
      OpenedStore opened,
      Store store,
      Ledger ledger) {
    this.configuration = configuration;
    this.folder = folder;
    this.clock = clock;
    this.opened = opened;
    this.store = store;
    this.ledger = ledger;
    this.sources = new Sources(configuration, store, folder.temporary(), clock, this::wheels);
    this.journal = new LedgerJournal(ledger);
    this.replicas =
        new Replicas(
            configuration,
            folder,
            store,
            journal,
            (tree, entry) -> fillings().fill(tree, entry),
            clock);
  }

  private WheelsCollector wheels(WheelsTree tree) {
    return new WheelsCollector(
        ConfiguredSources.source(tree),
        new WheelsFolder(folder.wheels(), folder.wheelSockets()),
        store,
        this::fillings,
        this::latest,
        clock);
  }

  /** Opens everything; the caller holds the lock of the folder. */
  static ControlPlane open(Configuration configuration, StateFolder folder, InstantSource clock) {
    Ledger ledger = Ledger.open(new LedgerAccess().of(configuration, OWNER), clock);
    try {
      return open(configuration, folder, clock, ledger, OpenedStore.of(configuration, folder));
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  private static ControlPlane open(
      Configuration configuration,
      StateFolder folder,
      InstantSource clock,
      Ledger ledger,
      OpenedStore opened) {
    try {
      Store store = Store.over(opened.backend(), clock);
      ControlPlane plane = new ControlPlane(configuration, folder, clock, opened, store, ledger);
      plane.recover();
      return plane;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** What a process that was killed left open is set right. */
  private void recover() {
    configuration
        .trees()
        .values()
        .forEach(t -> ledger.trees().register(t.name(), t.kind(), t.origin()));
    ledger
        .runs()
        .abandonRunning()
        .forEach(run -> log.warn("a {} of {} was interrupted", run.kind().word(), run.tree()));
    replicas.catchUpJournal(journal::newest);
    if (configuration.database().isPresent()) {
      new StoreMark(store.backend(), ledger.workers()).write();
    }
  }

  /** The trees that are being synced, by whichever operator; to be added to and removed from. */
  Set<String> syncing() {
    return syncing;
  }

  /** Shares a run with the workers, where the ledger can be shared. */
  Optional<SharedRun> shared(Run run) {
    return configuration
        .database()
        .map(_ -> new SharedRun(ledger, store, run, configuration.workers()));
  }

  Configuration configuration() {
    return configuration;
  }

  InstantSource clock() {
    return clock;
  }

  Store store() {
    return store;
  }

  Ledger ledger() {
    return ledger;
  }

  Sources sources() {
    return sources;
  }

  /** What fetches lazy entries into the central store; made when first needed. */
  synchronized Fillings fillings() {
    if (fillings == null) {
      fillings =
          new Fillings(
              store.backend(),
              folder.fills(),
              new UpstreamMisses(sources),
              task -> Thread.ofVirtual().name("fill").start(task),
              clock,
              FillLimits.DEFAULT);
    }
    return fillings;
  }

  Replicas replicas() {
    return replicas;
  }

  StateFolder folder() {
    return folder;
  }

  /** The tree of that name; throws {@link NotFound}. */
  TreeConfiguration tree(String name) {
    return found("tree", name, configuration.trees());
  }

  /** The region of that name; throws {@link NotFound}. */
  RegionConfiguration region(String name) {
    return found("region", name, configuration.regions());
  }

  private static <T> T found(String kind, String name, Map<String, T> among) {
    T value = among.get(name);
    if (value == null) {
      throw new NotFound(kind, name, among.keySet());
    }
    return value;
  }

  /** The snapshot that the tree's last successful run ended with. */
  Optional<Digest> latest(String tree) {
    return ledger.snapshots().latest(tree).map(RecordedSnapshot::digest);
  }

  /** The same, as the store remembers it. */
  Optional<SnapshotRecord> latestRecord(String tree) {
    return latest(tree).flatMap(digest -> store.snapshots().find(tree, digest));
  }

  /** Whether the store has that snapshot's manifest; a replica may outlive a store. */
  boolean holds(Digest snapshot) {
    return store.backend().stat(Key.node(snapshot)).isPresent();
  }

  /** What a region says it serves now; throws where its bucket does not answer. */
  Optional<Head> headNow(String region) {
    return replicas.headNow(region);
  }

  /** The snapshot of a tree that a region serves now; throws where its bucket does not answer. */
  Optional<Digest> servedNow(String region, String tree) {
    return headNow(region).map(h -> h.trees().get(tree)).map(TreeHead::snapshot);
  }

  /** What a region says it serves, as far as is known. */
  Optional<Head> head(String region) {
    return replicas.head(region);
  }

  /** The snapshot of a tree that a region serves. */
  Optional<Digest> served(String region, String tree) {
    return head(region).map(h -> h.trees().get(tree)).map(TreeHead::snapshot);
  }

  @Override
  public void close() {
    sources.close();
    replicas.close();
    ledger.close();
    opened.close();
  }
}
