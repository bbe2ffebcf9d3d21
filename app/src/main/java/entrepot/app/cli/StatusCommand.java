package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code entrepot status}: what stands. */
@CommandLine.Command(name = "status", description = "Show trees, their last runs, and regions.")
final class StatusCommand extends OperatorCommand<Report.Status> {
  @Override
  List<Command.Status> commands(Supplier<Configuration> configuration) {
    return List.of(new Command.Status());
  }

  @Override
  void show(Report.Status status, PrintWriter out) {
    out.println(
        status.server().map(pid -> "server: running, pid " + pid).orElse("server: not running"));
    status.steering().ifPresent(url -> out.println("mirror lists: " + url));
    out.println();
    Table trees = new Table("TREE", "KIND", "POLICY", "SNAPSHOT", "TIME", "ENTRIES", "LAST RUN");
    for (Report.TreeStatus t : status.trees()) {
      trees.row(
          t.tree(),
          t.kind(),
          t.policy(),
          t.snapshot().map(Units::brief).orElse("-"),
          t.time().map(Units::time).orElse("-"),
          t.entries(),
          t.lastRun().orElse("never")
              + t.lastRunEnded().map(when -> " " + Units.time(when)).orElse(""));
    }
    trees.print(out);
    for (Report.TreeStatus t : status.trees()) {
      t.lastMessage().ifPresent(m -> out.printf("  %s: %s%n", t.tree(), m));
    }
    out.println();
    Table regions = new Table("REGION", "URL", "GENERATION", "TREE", "SNAPSHOT", "RELEASED", "");
    for (Report.RegionStatus r : status.regions()) {
      String url = r.url().orElse("-");
      if (r.trees().isEmpty()) {
        regions.row(r.region(), url, r.generation(), "-", "-", "-", "nothing released");
      }
      for (Report.ServedTree s : r.trees()) {
        regions.row(
            r.region(),
            url,
            r.generation(),
            s.tree(),
            Units.brief(s.snapshot()),
            Units.time(s.released()),
            s.current() ? "current" : "behind");
      }
    }
    regions.print(out);
    retirements(status, out);
    showWorkers(status, out);
    Map<String, Report.TlsStatus> certificates = new TreeMap<>();
    status.regions().forEach(r -> r.tls().ifPresent(tls -> certificates.put(r.region(), tls)));
    status.steeringTls().ifPresent(tls -> certificates.put("mirror lists", tls));
    if (!certificates.isEmpty()) {
      out.println();
      Table table = new Table("TLS", "URL", "CERTIFICATE", "EXPIRES", "");
      Instant now = Instant.now();
      certificates.forEach((of, tls) ->
          table.row(
              of, tls.url(), tls.subject(), Units.time(tls.expires()), left(tls.expires(), now)));
      table.print(out);
    }
  }

  private static void retirements(Report.Status status, PrintWriter out) {
    if (!status.retirements().isEmpty()) {
      out.println();
      RetireCommand.rows(status.retirements()).print(out);
    }
  }

  private static void showWorkers(Report.Status status, PrintWriter out) {
    if (!status.workers().isEmpty()) {
      out.println();
      Table table = new Table("WORKER", "HOST", "SINCE", "LAST SEEN", "PART");
      for (Report.WorkerStatus w : status.workers()) {
        table.row(
            w.worker(),
            w.host() + " pid " + w.pid(),
            Units.time(w.since()),
            Units.time(w.seen()),
            w.part().orElse("-"));
      }
      table.print(out);
    }
    for (Report.SharedStatus s : status.shared()) {
      out.printf(
          "%nsync of %s: %d of %d parts done, %d in hand; %d of %d files, %s of %s%n",
          s.tree(),
          s.done(),
          s.parts(),
          s.held(),
          s.entriesDone(),
          s.entries(),
          Units.bytes(s.bytesDone()),
          Units.bytes(s.bytes()));
    }
  }

  private static String left(Instant expires, Instant now) {
    long days = Duration.between(now, expires).toDays();
    if (expires.isBefore(now)) {
      return "EXPIRED: clients refuse it";
    }
    return days < 14 ? "in %d days: put a new one in its place".formatted(days) : "";
  }
}
