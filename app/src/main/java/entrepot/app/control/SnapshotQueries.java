package entrepot.app.control;

import entrepot.app.command.Command;
import entrepot.app.command.NotFound;
import entrepot.app.command.Report;
import entrepot.kit.Digest;
import entrepot.store.manifest.Change;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Summary;
import entrepot.store.snapshot.SnapshotRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds, lists and compares snapshots. */
final class SnapshotQueries {
  private final ControlPlane plane;

  SnapshotQueries(ControlPlane plane) {
    this.plane = plane;
  }

  /** The snapshot that a person named: digest, its beginning, {@code latest}, {@code @region}. */
  Digest named(String tree, String name) {
    plane.tree(tree);
    if (name.equals("latest")) {
      return plane.latest(tree).orElseThrow(() -> new NotFound("snapshot", tree, List.of()));
    }
    if (name.startsWith("@")) {
      String region = name.substring(1);
      return plane
          .served(plane.region(region).name(), tree)
          .orElseThrow(() -> new NotFound("snapshot of " + tree + " in region", region, List.of()));
    }
    String wanted = name.startsWith("sha256:") ? name.substring(7) : name;
    List<Digest> matching =
        plane.store().snapshots().of(tree).stream()
            .map(SnapshotRecord::digest)
            .filter(d -> wanted.length() >= 4 && d.hex().startsWith(wanted))
            .distinct()
            .toList();
    if (matching.size() != 1) {
      throw new NotFound(
          matching.isEmpty() ? "snapshot" : "single snapshot", name, newest(tree, 5));
    }
    return matching.getFirst();
  }

  private List<String> newest(String tree, int limit) {
    return plane.store().snapshots().of(tree).reversed().stream()
        .limit(limit)
        .map(s -> s.digest().brief())
        .toList();
  }

  Report.SnapshotList list(Command.Snapshots command) {
    String tree = plane.tree(command.tree()).name();
    List<Report.SnapshotRow> rows =
        plane.store().snapshots().of(tree).stream()
            .sorted(Comparator.comparing(SnapshotRecord::time).reversed())
            .limit(Math.max(1, command.limit()))
            .map(this::row)
            .toList();
    return new Report.SnapshotList(tree, rows);
  }

  private Report.SnapshotRow row(SnapshotRecord snapshot) {
    Summary sum = plane.store().manifests().summary(snapshot.digest());
    List<String> regions =
        plane.configuration().regions().keySet().stream()
            .filter(r -> plane.served(r, snapshot.tree()).equals(Optional.of(snapshot.digest())))
            .toList();
    return new Report.SnapshotRow(
        snapshot.digest().hex(),
        snapshot.time(),
        snapshot.parent().map(Digest::hex),
        sum.entries(),
        sum.bytes(),
        sum.lazy(),
        sum.missing(),
        snapshot.who(),
        regions);
  }

  Report.Difference diff(Command.Diff command) {
    Digest from = named(command.tree(), command.from());
    Digest to = named(command.tree(), command.to());
    Tally tally = new Tally(Math.max(0, command.limit()));
    plane.store().manifests().diff(from, to, tally::count);
    return new Report.Difference(
        command.tree(),
        from.hex(),
        to.hex(),
        tally.added,
        tally.removed,
        tally.modified,
        tally.bytes,
        tally.rows);
  }

  /** Counts all changes, keeps the first few. */
  private static final class Tally {
    private final int limit;
    private final List<Report.ChangeRow> rows = new ArrayList<>();
    private long added;
    private long removed;
    private long modified;
    private long bytes;

    Tally(int limit) {
      this.limit = limit;
    }

    void count(Change change) {
      switch (change) {
        case Change.Added(Entry entry) -> {
          added++;
          bytes += Math.max(0, entry.size());
          row("added", entry);
        }
        case Change.Removed(Entry entry) -> {
          removed++;
          row("removed", entry);
        }
        case Change.Modified(Entry _, Entry after) -> {
          modified++;
          row("modified", after);
        }
      }
    }

    private void row(String word, Entry entry) {
      if (rows.size() < limit) {
        rows.add(new Report.ChangeRow(word, entry.path().toString(), entry.size()));
      }
    }
  }
}
