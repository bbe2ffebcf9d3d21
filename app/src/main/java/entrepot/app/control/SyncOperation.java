package entrepot.app.control;

import entrepot.app.command.Busy;
import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.PypiTree;
import entrepot.app.config.TreeConfiguration;
import entrepot.app.worker.SharedRun;
import entrepot.collect.Collector;
import entrepot.collect.Sharing;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.Withdrawn;
import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.kit.http.Traffic;
import entrepot.ledger.Outcome;
import entrepot.ledger.RecordedSnapshot;
import entrepot.ledger.Run;
import entrepot.ledger.RunInProgress;
import entrepot.ledger.RunKind;
import entrepot.ledger.RunResult;
import entrepot.ledger.Runs;
import entrepot.release.Head;
import entrepot.release.Revocation;
import entrepot.store.manifest.Summary;
import entrepot.store.snapshot.SnapshotRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One sync run of a tree: asks its collector, records what came of it, releases if asked to. */
final class SyncOperation {
  private final ControlPlane plane;
  private final ReleaseOperation release;
  private final String who;

  SyncOperation(ControlPlane plane, ReleaseOperation release, String who) {
    this.plane = plane;
    this.release = release;
    this.who = who;
  }

  Report.Synced run(Command.Sync command, Progress progress) {
    TreeConfiguration tree = plane.tree(command.tree());
    return run(command, plane.sources().collector(tree.name()), progress);
  }

  /** The same with a collector of the caller's. */
  Report.Synced run(Command.Sync command, Collector collector, Progress progress) {
    TreeConfiguration tree = plane.tree(command.tree());
    if (Retiring.wholeTree(plane, tree.name()).isPresent()) {
      return retired(tree);
    }
    if (!plane.syncing().add(tree.name())) {
      throw new Busy(
          "a sync of %s is running already".formatted(tree.name()),
          "'entrepot status' shows it; run this again when it has ended.");
    }
    try {
      return recorded(tree, command, collector, progress);
    } finally {
      plane.syncing().remove(tree.name());
    }
  }

  /** It was announced to go: what there is of it stays as it is until then. */
  private Report.Synced retired(TreeConfiguration tree) {
    Optional<Digest> latest = plane.latest(tree.name()).filter(plane::holds);
    Summary sum = latest.map(plane.store().manifests()::summary).orElse(Summary.EMPTY);
    return new Report.Synced(
        tree.name(),
        "retired",
        latest.map(Digest::hex),
        sum.entries(),
        sum.bytes(),
        sum.lazy(),
        sum.missing(),
        0,
        0,
        0,
        List.of(),
        List.of());
  }

  private Report.Synced recorded(
      TreeConfiguration tree, Command.Sync command, Collector collector, Progress progress) {
    Instant began = plane.clock().instant();
    Run run = start(tree.name());
    Optional<SharedRun> shared = plane.shared(run);
    SyncRequest request =
        request(tree, command, shared.map(s -> (Sharing) s).orElse(Sharing.ALONE));
    SyncResult result;
    Traffic traffic;
    try {
      result = collector.run(request, progress);
      CrashPoint.SYNC_BEFORE_RUN_ENDS.reached();
      traffic = result.traffic().plus(shared.map(SharedRun::elsewhere).orElse(Traffic.NONE));
      end(run, request, result, traffic);
      CrashPoint.SYNC_AFTER_RUN_ENDS.reached();
    } catch (RuntimeException e) {
      String message = e instanceof Failure ? String.valueOf(e.getMessage()) : e.toString();
      plane.ledger().runs().end(run, RunResult.failed(message, 0, 0));
      throw e;
    }
    Optional<Digest> latest = latest(request, result);
    // Also after a run without change: an earlier process may have died before its release.
    boolean releasing = latest.isPresent() && (tree.rules().automatic() || command.release());
    List<Report.RegionRelease> releases =
        releasing
            ? release.toRegions(tree, latest.get(), tree.rules().regions(), progress)
            : List.of();
    return report(
        tree, result, traffic, latest, Duration.between(began, plane.clock().instant()), releases);
  }

  /** Of a run whose end could not be told, only this process knows that it has ended. */
  private Run start(String tree) {
    Runs runs = plane.ledger().runs();
    try {
      return runs.start(tree, RunKind.SYNC);
    } catch (RunInProgress e) {
      runs.abandon(tree, RunKind.SYNC);
      return runs.start(tree, RunKind.SYNC);
    }
  }

  /** Known without asking the ledger, which may have gone since. */
  private static Optional<Digest> latest(SyncRequest request, SyncResult result) {
    return switch (result) {
      case SyncResult.Unchanged _ -> request.parent().map(SnapshotRecord::digest);
      case SyncResult.Collected collected -> Optional.of(collected.snapshot().digest());
    };
  }

  private SyncRequest request(TreeConfiguration tree, Command.Sync command, Sharing sharing) {
    return new SyncRequest(
        tree.name(),
        plane.latestRecord(tree.name()),
        who,
        tree.rules().shrinkLimit(),
        command.allowShrink(),
        tree instanceof PypiTree ? withdrawn(tree) : Withdrawn.NOTHING,
        sharing,
        Retiring.folders(plane, tree.name()));
  }

  /** What is revoked in any region: the pages that are written here name it nowhere. */
  private Withdrawn withdrawn(TreeConfiguration tree) {
    Set<TreePath> paths = new HashSet<>();
    Set<Digest> contents = new HashSet<>();
    for (String region : tree.rules().regions()) {
      for (Revocation each : plane.head(region).map(Head::revocations).orElse(List.of())) {
        switch (each) {
          case Revocation.OfContent content -> contents.add(content.digest());
          case Revocation.OfPath path -> {
            if (path.tree().equals(tree.name())) {
              paths.add(path.path());
            }
          }
        }
      }
    }
    return new Withdrawn(paths, contents);
  }

  private void end(Run run, SyncRequest request, SyncResult result, Traffic traffic) {
    long requests = traffic.requests();
    long bytes = traffic.bytes();
    Runs runs = plane.ledger().runs();
    int quarantined = result.quarantined().size();
    String message = quarantined == 0 ? "" : quarantined + " files quarantined";
    Optional<Digest> latest = latest(request, result);
    switch (result) {
      case SyncResult.Unchanged _ ->
          runs.end(run, new RunResult(Outcome.UNCHANGED, message, latest, requests, bytes));
      case SyncResult.Collected c ->
          runs.end(
              run,
              new RunResult(Outcome.SUCCEEDED, message, latest, requests, bytes),
              RecordedSnapshot.of(c.snapshot(), c.summary()));
    }
  }

  private Report.Synced report(
      TreeConfiguration tree,
      SyncResult result,
      Traffic traffic,
      Optional<Digest> latest,
      Duration spent,
      List<Report.RegionRelease> releases) {
    Summary sum = latest.map(plane.store().manifests()::summary).orElse(Summary.EMPTY);
    return new Report.Synced(
        tree.name(),
        switch (result) {
          case SyncResult.Unchanged _ -> "unchanged";
          case SyncResult.Collected _ -> "changed";
        },
        latest.map(Digest::hex),
        sum.entries(),
        sum.bytes(),
        sum.lazy(),
        sum.missing(),
        traffic.requests(),
        traffic.bytes(),
        spent.toMillis(),
        result.quarantined().stream()
            .map(q -> new Report.Quarantine(q.path().toString(), q.reason()))
            .toList(),
        releases);
  }
}
