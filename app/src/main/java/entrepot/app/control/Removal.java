package entrepot.app.control;

import entrepot.app.command.Report;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.ledger.Outcome;
import entrepot.ledger.Retirement;
import entrepot.ledger.Run;
import entrepot.ledger.RunKind;
import entrepot.ledger.RunResult;
import entrepot.release.ReleaseOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes what is retired out of all regions. Each region keeps the snapshot it has, without the
 * folder: one that was held back is not brought up to date by this. Done twice it does nothing, so
 * whoever was killed half-way begins again.
 */
final class Removal {
  private final ControlPlane plane;
  private final String who;

  Removal(ControlPlane plane, String who) {
    this.plane = plane;
    this.who = who;
  }

  /** What a region's head says of it. */
  static entrepot.release.Retirement mark(Retirement retired) {
    return new entrepot.release.Retirement(
        retired.tree(),
        retired.wholeTree() ? Optional.empty() : Optional.of(TreePath.of(retired.path())),
        retired.due(),
        retired.note());
  }

  /** A row a region. */
  List<Report.RegionRelease> run(Retirement due) {
    Run run;
    try {
      // Nobody may sync meanwhile: his parent still has the folder.
      run = plane.ledger().runs().start(due.tree(), RunKind.SYNC);
    } catch (Failure e) {
      return List.of(failed("all regions", due, e));
    }
    try {
      Optional<Digest> latest = plane.latest(due.tree());
      Optional<Digest> left =
          due.wholeTree() ? latest : latest.filter(plane::holds).map(s -> cut(due, s));
      List<Report.RegionRelease> rows = inRegions(due);
      boolean same = left.equals(latest);
      plane
          .ledger()
          .runs()
          .end(
              run,
              new RunResult(
                  same ? Outcome.UNCHANGED : Outcome.SUCCEEDED,
                  Retiring.subject(due) + " was retired",
                  left.or(() -> latest),
                  0,
                  0));
      return rows;
    } catch (RuntimeException e) {
      plane.ledger().runs().end(run, RunResult.failed(String.valueOf(e.getMessage()), 0, 0));
      throw e;
    }
  }

  private List<Report.RegionRelease> inRegions(Retirement due) {
    List<Report.RegionRelease> rows = new ArrayList<>();
    for (String region : plane.configuration().regions().keySet()) {
      try {
        rows.add(inRegion(region, due));
      } catch (Failure e) {
        rows.add(failed(region, due, e));
      }
    }
    return rows;
  }

  private Report.RegionRelease inRegion(String region, Retirement due) {
    Optional<Digest> served = plane.servedNow(region, due.tree());
    Optional<Digest> without = due.wholeTree() ? Optional.empty() : served.map(s -> cut(due, s));
    long generation =
        plane.replicas().releaser(region).retire(mark(due), without, options(due), Progress.SILENT);
    return new Report.RegionRelease(
        region,
        due.tree(),
        "retired",
        generation,
        served.map(Digest::hex),
        without.map(Digest::hex),
        0,
        0,
        0,
        "");
  }

  private Digest cut(Retirement due, Digest snapshot) {
    return new RetiredFolder(plane, due.tree(), TreePath.of(due.path()), who).cutFrom(snapshot);
  }

  /** Nothing is carried: that it goes was announced, and today is the day. */
  private ReleaseOptions options(Retirement due) {
    return new ReleaseOptions(
        who,
        Long.MAX_VALUE,
        Duration.ZERO,
        Optional.of(due.note()).filter(note -> !note.isEmpty()));
  }

  private static Report.RegionRelease failed(String region, Retirement due, Failure e) {
    return new Report.RegionRelease(
        region,
        due.tree(),
        "failed",
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        e.getMessage() + ". " + e.next());
  }
}
