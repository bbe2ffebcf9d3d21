package entrepot.app.control;

import entrepot.app.command.Command;
import entrepot.app.command.NotFound;
import entrepot.app.command.Report;
import entrepot.app.command.TreeRetired;
import entrepot.app.config.TreeConfiguration;
import entrepot.kit.CrashPoint;
import entrepot.kit.TreePath;
import entrepot.ledger.Retirement;
import entrepot.release.ReleaseOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces that a tree, or a folder of one, is to go; {@link Removal} does it on the day. */
final class RetirementOperation {
  private static final Logger log = LoggerFactory.getLogger(RetirementOperation.class);

  private final ControlPlane plane;
  private final String who;
  private final Runnable released;

  RetirementOperation(ControlPlane plane, String who, Runnable released) {
    this.plane = plane;
    this.who = who;
    this.released = released;
  }

  Report.Retirements announce(Command.Retire command) {
    TreeConfiguration tree = plane.tree(command.tree());
    String path = command.path().isEmpty() ? "" : TreePath.of(command.path()).toString();
    if (!path.isEmpty()) {
      RetirableFolders.check(tree, path, foldersOf(tree.name()));
    }
    Instant unlisted = command.unlisted().orElse(command.on());
    if (unlisted.isAfter(command.on())) {
      throw new TreeRetired(
          "retiring %s: mirror lists would name it after it went".formatted(command.subject()),
          "Give --unlist no later time than --on.");
    }
    Retirement now =
        plane
            .ledger()
            .retirements()
            .announce(tree.name(), path, who, unlisted, command.on(), command.note());
    if (now.removed().isPresent()) {
      throw new TreeRetired(
          "retiring %s: it went on %s".formatted(command.subject(), now.removed().get()),
          "'entrepot retire --list' shows it; '--cancel' lets it come back.");
    }
    journal(
        "retire",
        command.subject(),
        Map.of(
            "on", now.due().toString(),
            "unlisted", now.unlisted().toString(),
            "note", now.note()));
    released.run();
    return new Report.Retirements(List.of(row(now)));
  }

  private List<String> foldersOf(String tree) {
    return plane.ledger().retirements().standing().stream()
        .filter(each -> each.tree().equals(tree) && !each.wholeTree())
        .map(Retirement::path)
        .toList();
  }

  /** What went before comes back with the next sync and release. */
  Report.Retirements cancel(Command.RetireCancel command) {
    Retirement cancelled =
        plane
            .ledger()
            .retirements()
            .cancel(command.tree(), command.path())
            .orElseThrow(
                () -> new NotFound("retirement of", command.subject(), Retiring.subjects(plane)));
    reinstate(cancelled);
    journal("retire cancelled", command.subject(), Map.of("note", cancelled.note()));
    released.run();
    return new Report.Retirements(List.of(row(cancelled)));
  }

  private void reinstate(Retirement cancelled) {
    ReleaseOptions options = ReleaseOptions.by(who);
    for (String region : plane.configuration().regions().keySet()) {
      plane.replicas().releaser(region).reinstate(Removal.mark(cancelled), options);
    }
  }

  Report.Retirements list() {
    return new Report.Retirements(
        plane.ledger().retirements().all().stream().map(this::row).toList());
  }

  /** Carries out what is due; what fails is logged, and tried again next time. */
  List<Report.RegionRelease> carryOutDue() {
    List<Report.RegionRelease> rows = new ArrayList<>();
    Instant now = plane.clock().instant();
    for (Retirement each : plane.ledger().retirements().standing()) {
      if (each.removed().isEmpty() && !each.due().isAfter(now)) {
        rows.addAll(carryOut(each));
      }
    }
    return rows;
  }

  private List<Report.RegionRelease> carryOut(Retirement due) {
    // Steering first: nobody is to be sent where something is about to go.
    released.run();
    List<Report.RegionRelease> rows = new Removal(plane, who).run(due);
    List<Report.RegionRelease> failed =
        rows.stream().filter(row -> row.outcome().equals("failed")).toList();
    failed.forEach(
        row -> log.error("{} was not retired in {}: {}", row.tree(), row.region(), row.message()));
    CrashPoint.RETIRE_BEFORE_REMOVED.reached();
    if (failed.isEmpty() && plane.ledger().retirements().removed(due.id())) {
      journal("retired", Retiring.subject(due), Map.of("note", due.note()));
      CrashPoint.RETIRE_AFTER_REMOVED.reached();
      log.info("{} was retired", Retiring.subject(due));
    }
    released.run();
    return rows;
  }

  private void journal(String act, String subject, Map<String, String> detail) {
    plane.ledger().journal().append(who, act, subject, detail);
  }

  private Report.RetirementRow row(Retirement each) {
    Instant now = plane.clock().instant();
    String state =
        each.cancelled().isPresent()
            ? "cancelled"
            : each.removed().isPresent()
                ? "removed"
                : !each.due().isAfter(now)
                    ? "due"
                    : !each.unlisted().isAfter(now) ? "unlisted" : "announced";
    return new Report.RetirementRow(
        each.tree(),
        Optional.of(each.path()).filter(path -> !path.isEmpty()),
        state,
        each.announced(),
        each.who(),
        each.unlisted(),
        each.due(),
        each.removed(),
        each.note());
  }
}
