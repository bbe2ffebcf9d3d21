package entrepot.app.control;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.command.TreeRetired;
import entrepot.app.config.TreeConfiguration;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.release.ReleaseOptions;
import entrepot.release.ReleaseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Releases and rolls back, region by region; one region's failure is not another's. */
final class ReleaseOperation {
  private final ControlPlane plane;
  private final SnapshotQueries snapshots;
  private final String who;
  private final Runnable released;

  ReleaseOperation(ControlPlane plane, SnapshotQueries snapshots, String who, Runnable released) {
    this.plane = plane;
    this.snapshots = snapshots;
    this.who = who;
    this.released = released;
  }

  Report.Releases run(Command.Release command, Progress progress) {
    TreeConfiguration tree = standing(command.tree());
    Digest snapshot = snapshots.named(tree.name(), command.snapshot());
    ReleaseOptions options =
        options(tree, command.tolerance().orElse((long) tree.rules().tolerance()), command.note());
    return new Report.Releases(
        inRegions(
            tree,
            regions(tree, command.regions()),
            region ->
                plane
                    .replicas()
                    .releaser(region)
                    .release(tree.name(), snapshot, options, progress)));
  }

  Report.Releases rollback(Command.Rollback command, Progress progress) {
    TreeConfiguration tree = standing(command.tree());
    Optional<Digest> to = command.snapshot().map(name -> snapshots.named(tree.name(), name));
    ReleaseOptions options = options(tree, Long.MAX_VALUE, command.note());
    return new Report.Releases(
        inRegions(
            tree,
            regions(tree, command.regions()),
            region ->
                plane.replicas().releaser(region).rollback(tree.name(), to, options, progress)));
  }

  /** A tree that did not go for good. */
  private TreeConfiguration standing(String name) {
    TreeConfiguration tree = plane.tree(name);
    if (Retiring.goneTrees(plane).contains(name)) {
      throw new TreeRetired(
          "releasing %s: it was retired".formatted(name),
          "'entrepot retire %s --cancel' lets it come back.".formatted(name));
    }
    return tree;
  }

  /** What a sync does for a tree that releases by itself. */
  List<Report.RegionRelease> toRegions(
      TreeConfiguration tree, Digest snapshot, List<String> regions, Progress progress) {
    ReleaseOptions options = options(tree, tree.rules().tolerance(), "");
    progress.stage("release");
    return inRegions(
        tree,
        regions,
        region ->
            plane.replicas().releaser(region).release(tree.name(), snapshot, options, progress));
  }

  private ReleaseOptions options(TreeConfiguration tree, long tolerance, String note) {
    return new ReleaseOptions(
        who,
        tolerance,
        tree.rules().carry(),
        note.isEmpty() ? Optional.empty() : Optional.of(note));
  }

  private List<String> regions(TreeConfiguration tree, List<String> asked) {
    asked.forEach(plane::region);
    return asked.isEmpty() ? tree.rules().regions() : asked;
  }

  private List<Report.RegionRelease> inRegions(
      TreeConfiguration tree, List<String> regions, Function<String, ReleaseResult> act) {
    List<Report.RegionRelease> rows = new ArrayList<>();
    try (ExecutorService parallel = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Report.RegionRelease>> each = new ArrayList<>();
      for (String region : regions) {
        Callable<Report.RegionRelease> one = () -> inRegion(tree.name(), region, act);
        each.add(parallel.submit(one));
      }
      for (Future<Report.RegionRelease> row : each) {
        rows.add(row.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while releasing " + tree.name(), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
    if (!rows.stream().allMatch(row -> row.outcome().equals("unchanged"))) {
      released.run();
    }
    return rows;
  }

  private static Report.RegionRelease inRegion(
      String tree, String region, Function<String, ReleaseResult> act) {
    try {
      return row(tree, act.apply(region));
    } catch (Failure e) {
      return failed(region, tree, e.getMessage() + ". " + e.next());
    }
  }

  /** How a release that did not fail is reported. */
  static Report.RegionRelease row(String tree, ReleaseResult result) {
    return switch (result) {
      case ReleaseResult.Released r ->
          new Report.RegionRelease(
              r.region(),
              tree,
              "released",
              r.generation(),
              r.from().map(Digest::hex),
              Optional.of(r.to().hex()),
              r.added(),
              r.removed(),
              r.modified(),
              String.join(" ", r.warnings()));
      case ReleaseResult.Unchanged u ->
          new Report.RegionRelease(
              u.region(),
              tree,
              "unchanged",
              u.generation(),
              Optional.of(u.snapshot().hex()),
              Optional.of(u.snapshot().hex()),
              0,
              0,
              0,
              "");
    };
  }

  /** How one that failed is. */
  static Report.RegionRelease failed(String region, String tree, String message) {
    return new Report.RegionRelease(
        region, tree, "failed", 0, Optional.empty(), Optional.empty(), 0, 0, 0, message);
  }
}
