package entrepot.app.control;

import entrepot.app.command.Busy;
import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.PypiTree;
import entrepot.app.config.TreeConfiguration;
import entrepot.collect.Collector;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.Withdrawn;
import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.ledger.Outcome;
import entrepot.ledger.RecordedSnapshot;
import entrepot.ledger.Run;
import entrepot.ledger.RunKind;
import entrepot.ledger.RunResult;
import entrepot.release.Head;
import entrepot.release.Revocation;
import entrepot.store.manifest.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One sync run of a tree: asks its collector, records what came of it, releases if asked to. */
final class SyncOperation {
  private final ControlPlane plane;
  private final ReleaseOperation release;
  private final String who;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

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
    if (!running.add(tree.name())) {
      throw new Busy(
          "a sync of %s is running already".formatted(tree.name()),
          "'entrepot status' shows it; run this again when it has ended.");
    }
    try {
      return recorded(tree, command, collector, progress);
    } finally {
      running.remove(tree.name());
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
    Run run = plane.ledger().runs().start(tree.name(), RunKind.SYNC);
    SyncResult result;
    try {
      result = collector.run(request(tree, command), progress);
      CrashPoint.SYNC_BEFORE_RUN_ENDS.reached();
      end(run, tree, result);
      CrashPoint.SYNC_AFTER_RUN_ENDS.reached();
    } catch (RuntimeException e) {
      String message = e instanceof Failure ? String.valueOf(e.getMessage()) : e.toString();
      plane.ledger().runs().end(run, RunResult.failed(message, 0, 0));
      throw e;
    }
    Optional<Digest> latest = plane.latest(tree.name());
    // Also after a run without change: an earlier process may have died before its release.
    boolean releasing = latest.isPresent() && (tree.rules().automatic() || command.release());
    List<Report.RegionRelease> releases =
        releasing
            ? release.toRegions(tree, latest.get(), tree.rules().regions(), progress)
            : List.of();
    return report(tree, result, latest, Duration.between(began, plane.clock().instant()), releases);
  }

  private SyncRequest request(TreeConfiguration tree, Command.Sync command) {
    return new SyncRequest(
        tree.name(),
        plane.latestRecord(tree.name()),
        who,
        tree.rules().shrinkLimit(),
        command.allowShrink(),
        tree instanceof PypiTree ? withdrawn(tree) : Withdrawn.NOTHING,
        entrepot.collect.Sharing.ALONE,
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

  private void end(Run run, TreeConfiguration tree, SyncResult result) {
    long requests = result.traffic().requests();
    long bytes = result.traffic().bytes();
    int quarantined = result.quarantined().size();
    String message = quarantined == 0 ? "" : quarantined + " files quarantined";
    RunResult ended =
        switch (result) {
          case SyncResult.Unchanged _ ->
              new RunResult(Outcome.UNCHANGED, message, plane.latest(tree.name()), requests, bytes);
          case SyncResult.Collected c -> {
            plane.ledger().snapshots().record(RecordedSnapshot.of(c.snapshot(), c.summary()));
            yield new RunResult(
                Outcome.SUCCEEDED, message, Optional.of(c.snapshot().digest()), requests, bytes);
          }
        };
    plane.ledger().runs().end(run, ended);
  }

  private Report.Synced report(
      TreeConfiguration tree,
      SyncResult result,
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
        result.traffic().requests(),
        result.traffic().bytes(),
        spent.toMillis(),
        result.quarantined().stream()
            .map(q -> new Report.Quarantine(q.path().toString(), q.reason()))
            .toList(),
        releases);
  }
}
