package entrepot.app.control;

import entrepot.app.command.Report;
import entrepot.app.config.TreeConfiguration;
import entrepot.kit.Digest;
import entrepot.ledger.Run;
import entrepot.release.Head;
import entrepot.store.manifest.Summary;
import entrepot.store.snapshot.SnapshotRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What stands: trees, their last runs, and what each region serves. */
final class StatusQuery {
  private static final String VALID_UNTIL = "valid-until.";

  private final ControlPlane plane;
  private final ServerFacts server;
  private final RetirementOperation retirement;

  StatusQuery(ControlPlane plane, ServerFacts server, RetirementOperation retirement) {
    this.plane = plane;
    this.server = server;
    this.retirement = retirement;
  }

  Report.Status run() {
    return new Report.Status(
        server.pid(),
        plane.configuration().trees().values().stream().map(this::tree).toList(),
        plane.configuration().regions().keySet().stream().map(this::region).toList(),
        server.steeringUrl(),
        server.steeringTls(),
        retirement.list().retirements().stream()
            .filter(row -> !row.state().equals("cancelled"))
            .toList(),
        shareable() ? workers() : List.of(),
        shareable() ? shared() : List.of());
  }

  private boolean shareable() {
    return plane.configuration().database().isPresent();
  }

  private List<Report.WorkerStatus> workers() {
    Map<String, String> parts = new HashMap<>();
    plane
        .ledger()
        .parts()
        .held()
        .forEach(part ->
            part.holder()
                .ifPresent(holder -> parts.put(holder, part.tree() + " " + part.number())));
    return plane.ledger().workers().live().stream()
        .map(w ->
            new Report.WorkerStatus(
                w.name(),
                w.host(),
                w.pid(),
                w.since(),
                w.seen(),
                Optional.ofNullable(parts.get(w.name()))))
        .toList();
  }

  private List<Report.SharedStatus> shared() {
    return plane.ledger().parts().summaries().stream()
        .map(s ->
            new Report.SharedStatus(
                s.tree(),
                s.parts(),
                s.done(),
                s.held(),
                s.entries(),
                s.entriesDone(),
                s.bytes(),
                s.bytesDone()))
        .toList();
  }

  private Report.TreeStatus tree(TreeConfiguration tree) {
    Optional<SnapshotRecord> latest = plane.latestRecord(tree.name());
    Summary sum =
        latest.map(s -> plane.store().manifests().summary(s.digest())).orElse(Summary.EMPTY);
    Optional<Run> run = plane.ledger().runs().of(tree.name(), 1).stream().findFirst();
    Map<String, String> validUntil = new TreeMap<>();
    latest.ifPresent(s ->
        s.facts()
            .forEach((name, value) -> {
              if (name.startsWith(VALID_UNTIL)) {
                validUntil.put(name.substring(VALID_UNTIL.length()), value);
              }
            }));
    return new Report.TreeStatus(
        tree.name(),
        tree.kind(),
        tree.policy().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        latest.map(s -> s.digest().hex()),
        latest.map(SnapshotRecord::time),
        sum.entries(),
        sum.bytes(),
        run.map(StatusQuery::outcome),
        run.flatMap(Run::ended),
        run.map(Run::message).filter(m -> !m.isEmpty()),
        validUntil);
  }

  private static String outcome(Run run) {
    return run.outcome().map(o -> o.name().toLowerCase(Locale.ROOT)).orElse("running");
  }

  private Report.RegionStatus region(String name) {
    Optional<Head> head = plane.head(name);
    return new Report.RegionStatus(
        name,
        Optional.ofNullable(server.edgeUrls().get(name)),
        Optional.ofNullable(server.edgeTls().get(name)),
        head.map(Head::generation).orElse(0L),
        head.map(Head::issued),
        head.map(this::served).orElse(List.of()));
  }

  private List<Report.ServedTree> served(Head head) {
    return head.trees().entrySet().stream()
        .map(e ->
            new Report.ServedTree(
                e.getKey(),
                e.getValue().snapshot().hex(),
                e.getValue().released(),
                latestOf(e.getKey()).equals(Optional.of(e.getValue().snapshot()))))
        .toList();
  }

  private Optional<Digest> latestOf(String tree) {
    return plane.configuration().trees().containsKey(tree) ? plane.latest(tree) : Optional.empty();
  }
}
