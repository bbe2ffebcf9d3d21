package entrepot.app.control;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.RegionConfiguration;
import entrepot.kit.Failure;
import entrepot.release.s3.Drift;
import java.util.List;
import java.util.Locale;

/** Compares buckets with what their heads say, one after the other. */
final class AuditOperation {
  private final ControlPlane plane;

  AuditOperation(ControlPlane plane) {
    this.plane = plane;
  }

  Report.Audited run(Command.Audit command) {
    command.tree().ifPresent(plane::tree);
    List<RegionConfiguration> regions =
        command.regions().isEmpty()
            ? List.copyOf(plane.configuration().regions().values())
            : command.regions().stream().map(plane::region).toList();
    return new Report.Audited(
        regions.stream()
            .filter(region -> region.bucket().isPresent())
            .map(region -> inRegion(region.name(), command))
            .toList());
  }

  private Report.AuditedRegion inRegion(String region, Command.Audit command) {
    try {
      return row(
          region, plane.replicas().bucket(region).audit(command.tree(), command.repair()), "");
    } catch (Failure e) {
      return row(region, Drift.none(), e.getMessage() + ". " + e.next());
    }
  }

  private static Report.AuditedRegion row(String region, Drift drift, String failure) {
    return new Report.AuditedRegion(
        region,
        drift.checked(),
        drift.count(Drift.Kind.MISSING),
        drift.count(Drift.Kind.DIFFERING),
        drift.count(Drift.Kind.STALE),
        drift.count(Drift.Kind.FOREIGN),
        drift.repaired(),
        drift.shown().stream()
            .map(each ->
                new Report.AuditRow(
                    each.kind().name().toLowerCase(Locale.ROOT), each.key(), each.remark()))
            .toList(),
        failure);
  }
}
