package entrepot.app.control;

import entrepot.app.command.Command;
import entrepot.app.command.NotFound;
import entrepot.app.command.Report;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Manifests;
import entrepot.store.manifest.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Fetches what is there on demand only, before somebody needs all of it. */
final class MaterializeOperation {
  private static final int AT_ONCE = 32;
  private static final int SHOWN = 100;

  private final ControlPlane plane;
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final List<Report.Quarantine> rows = Collections.synchronizedList(new ArrayList<>());

  MaterializeOperation(ControlPlane plane) {
    this.plane = plane;
  }

  Report.Materialized run(Command.Materialize command, Progress progress) {
    String tree = plane.tree(command.tree()).name();
    Digest snapshot =
        plane.latest(tree).orElseThrow(() -> new NotFound("snapshot", "latest", List.of()));
    progress.stage("files");
    Semaphore turns = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Iterator<Entry> all = entries(snapshot, command.path()); all.hasNext(); ) {
        Entry entry = all.next();
        if (entry.state() == State.LAZY) {
          progress.expect(1, Math.max(0, entry.size()));
          turns.acquireUninterruptibly();
          threads.execute(() -> {
            try {
              fill(tree, entry, progress);
            } finally {
              turns.release();
            }
          });
        }
      }
    }
    return new Report.Materialized(
        tree, snapshot.hex(), files.get(), bytes.get(), failed.get(), List.copyOf(rows));
  }

  private Iterator<Entry> entries(Digest snapshot, Optional<String> path) {
    Manifests manifests = plane.store().manifests();
    if (path.isEmpty()) {
      return manifests.entries(snapshot);
    }
    TreePath at = TreePath.of(path.get().replaceAll("/+$", ""));
    return manifests
        .find(snapshot, at)
        .map(file -> List.of(file).iterator())
        .orElseGet(() -> manifests.entries(snapshot, at));
  }

  private void fill(String tree, Entry entry, Progress progress) {
    try {
      var _ = plane.fillings().fill(tree, entry);
      files.incrementAndGet();
      bytes.addAndGet(Math.max(0, entry.size()));
    } catch (Failure e) {
      failed.incrementAndGet();
      if (rows.size() < SHOWN) {
        rows.add(new Report.Quarantine(entry.path().toString(), String.valueOf(e.getMessage())));
      }
    }
    progress.done(1, Math.max(0, entry.size()));
  }
}
