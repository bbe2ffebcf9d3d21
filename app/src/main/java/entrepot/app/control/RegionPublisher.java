package entrepot.app.control;

import entrepot.app.command.NotFound;
import entrepot.app.command.Report;
import entrepot.app.config.BucketConfiguration;
import entrepot.app.config.Configuration;
import entrepot.app.config.LedgerAccess;
import entrepot.app.config.RegionConfiguration;
import entrepot.app.config.TreeConfiguration;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.ledger.Ledger;
import entrepot.ledger.RecordedSnapshot;
import entrepot.release.ReleaseOptions;
import entrepot.release.sign.SigningKeys;
import entrepot.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Publishes to one region's bucket with nothing but that region's key: a process beside the server,
 * which reads the central store, the signing keys and the ledger's newest snapshots, and records
 * its releases there. It fetches nothing: what is not in the store yet it names.
 */
public final class RegionPublisher {
  private final Configuration configuration;
  private final RegionConfiguration region;
  private final BucketConfiguration bucket;
  private final InstantSource clock;

  /** A publisher to that region; throws {@link NotFound} where it has no bucket. */
  public RegionPublisher(Configuration configuration, String name, InstantSource clock) {
    RegionConfiguration found = configuration.regions().get(name);
    if (found == null || found.bucket().isEmpty()) {
      throw new NotFound(
          "region with a bucket",
          name,
          configuration.regions().values().stream()
              .filter(each -> each.bucket().isPresent())
              .map(RegionConfiguration::name)
              .toList());
    }
    this.configuration = configuration;
    this.region = found;
    this.bucket = found.bucket().get();
    this.clock = clock;
  }

  /** Publishes the newest snapshot of that tree, or of all that are released there. */
  public Report.Releases run(Optional<String> only, Progress progress) {
    List<TreeConfiguration> trees = trees(only);
    StateFolder folder = new StateFolder(configuration.state());
    String owner = "publish-" + region.name();
    try (OpenedStore opened = OpenedStore.shared(configuration, folder);
        Ledger ledger = Ledger.open(new LedgerAccess().of(configuration, owner), clock);
        BucketRegion publishing =
            new BucketRegion(
                region,
                bucket,
                Store.over(opened.backend(), clock),
                new InStore(opened.backend()),
                SigningKeys.open(folder.keys()),
                new LedgerJournal(ledger),
                clock)) {
      List<Report.RegionRelease> rows = new ArrayList<>();
      for (TreeConfiguration tree : trees) {
        rows.add(release(ledger, publishing, tree, progress));
      }
      return new Report.Releases(rows);
    }
  }

  private List<TreeConfiguration> trees(Optional<String> only) {
    if (only.isPresent() && !configuration.trees().containsKey(only.get())) {
      throw new NotFound("tree", only.get(), configuration.trees().keySet());
    }
    return configuration.trees().values().stream()
        .filter(tree -> tree.rules().regions().contains(region.name()))
        .filter(tree -> only.isEmpty() || only.get().equals(tree.name()))
        .toList();
  }

  private Report.RegionRelease release(
      Ledger ledger, BucketRegion publishing, TreeConfiguration tree, Progress progress) {
    Optional<Digest> latest = ledger.snapshots().latest(tree.name()).map(RecordedSnapshot::digest);
    if (latest.isEmpty()) {
      return ReleaseOperation.failed(region.name(), tree.name(), "it has no snapshot yet");
    }
    ReleaseOptions options =
        new ReleaseOptions(
            Who.atTheCommandLine(),
            tree.rules().tolerance(),
            tree.rules().carry(),
            Optional.empty());
    try {
      return ReleaseOperation.row(
          tree.name(), publishing.releaser().release(tree.name(), latest.get(), options, progress));
    } catch (Failure e) {
      return ReleaseOperation.failed(region.name(), tree.name(), e.getMessage() + ". " + e.next());
    }
  }
}
