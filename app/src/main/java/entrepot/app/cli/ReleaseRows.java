package entrepot.app.cli;

import entrepot.app.command.ExitCode;
import entrepot.app.command.Report;
import java.io.PrintWriter;
import java.util.List;

/** How releases are shown, by every command that makes some. */
final class ReleaseRows {
  private ReleaseRows() {}

  static void show(List<Report.RegionRelease> releases, PrintWriter out) {
    for (Report.RegionRelease r : releases) {
      switch (r.outcome()) {
        case "released" ->
            out.printf(
                "%s: released %s as generation %d (+%,d -%,d ~%,d)%n",
                r.region(),
                r.tree() + " " + r.to().map(Units::brief).orElse(""),
                r.generation(),
                r.added(),
                r.removed(),
                r.modified());
        case "revoked", "allowed", "retired" ->
            out.printf("%s: %s by generation %d%n", r.region(), r.outcome(), r.generation());
        case "unchanged" ->
            out.printf("%s: %s unchanged, generation %d%n", r.region(), r.tree(), r.generation());
        default -> out.printf("%s: %s FAILED%n", r.region(), r.tree());
      }
      if (!r.message().isEmpty()) {
        out.printf("  %s%n", r.message());
      }
    }
  }

  static int exitCode(List<Report.RegionRelease> releases) {
    return releases.stream().anyMatch(r -> r.outcome().equals("failed"))
        ? ExitCode.RELEASE
        : ExitCode.OK;
  }
}
