package entrepot.app.control;

import entrepot.app.command.Command;
import entrepot.app.command.NotFound;
import entrepot.app.command.Report;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.TreePath;
import entrepot.release.ReleaseOptions;
import entrepot.release.Releaser;
import entrepot.release.Revocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Forbids content or a path in regions at once, or allows it again. */
final class RevocationOperation {
  private static final Pattern DIGEST = Pattern.compile("(sha256|sha512|sha1|md5|sha384):.*");

  private final ControlPlane plane;
  private final String who;
  private final Runnable released;

  RevocationOperation(ControlPlane plane, String who, Runnable released) {
    this.plane = plane;
    this.who = who;
    this.released = released;
  }

  Report.Releases run(Command.Revoke command) {
    Revocation revocation = revocation(command);
    List<String> regions =
        command.regions().isEmpty()
            ? List.copyOf(plane.configuration().regions().keySet())
            : command.regions();
    regions.forEach(plane::region);
    List<Report.RegionRelease> rows = new ArrayList<>();
    for (String region : regions) {
      rows.add(inRegion(region, command, revocation));
    }
    released.run();
    return new Report.Releases(rows);
  }

  private Revocation revocation(Command.Revoke command) {
    if (DIGEST.matcher(command.what()).matches()) {
      try {
        return new Revocation.OfContent(Digest.parse(command.what()), command.reason());
      } catch (IllegalArgumentException _) {
        throw new NotFound("digest of that form", command.what(), List.of());
      }
    }
    String tree = plane.tree(command.tree()).name();
    return new Revocation.OfPath(tree, TreePath.of(command.what()), command.reason());
  }

  private Report.RegionRelease inRegion(
      String region, Command.Revoke command, Revocation revocation) {
    Releaser releaser = plane.replicas().releaser(region);
    ReleaseOptions options = ReleaseOptions.by(who);
    try {
      long generation =
          command.undo()
              ? releaser.unrevoke(revocation, options)
              : releaser.revoke(revocation, options);
      return row(region, command, command.undo() ? "allowed" : "revoked", generation, "");
    } catch (Failure e) {
      return row(region, command, "failed", 0, e.getMessage() + ". " + e.next());
    }
  }

  private static Report.RegionRelease row(
      String region, Command.Revoke command, String outcome, long generation, String message) {
    return new Report.RegionRelease(
        region,
        command.tree(),
        outcome,
        generation,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        message);
  }
}
