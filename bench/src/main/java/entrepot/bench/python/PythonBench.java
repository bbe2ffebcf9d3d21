package entrepot.bench.python;

import com.sun.management.OperatingSystemMXBean;
import entrepot.bench.Scratch;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.pypi.FileChoice;
import entrepot.collect.pypi.ProjectChoice;
import entrepot.collect.pypi.PypiCollector;
import entrepot.collect.pypi.PypiPolicy;
import entrepot.collect.pypi.PypiSource;
import entrepot.collect.pypi.Removals;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.http.HttpSettings;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import entrepot.store.backend.DiskBackend;
import entrepot.store.manifest.Summary;
import entrepot.store.snapshot.SnapshotRecord;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code bench/run python [cold] [delta] [noop] [--projects N] [--changed N] [--folder DIR]}: the
 * collector over an index of 500,000 projects and 5,000,000 files, on demand. {@code noop}: a run
 * without change; {@code delta}: one after 1,000 projects changed; {@code cold} (only when asked
 * for): the first one. Prints {@code MEASURE python/<case>-<what> <value> <unit>}, and ends with
 * status 1 when a limit is missed. Run with {@code -Xmx512m}.
 *
 * <p>The tree that delta and noop begin with is written directly, in the shape that the collector
 * gives it. Each run has a store without any node in memory.
 */
public final class PythonBench {
  private final List<String> cases = new ArrayList<>();
  private int projects = 500_000;
  private int changed = 1_000;
  private Path parent = Path.of("/tmp");
  private boolean held = true;

  private PythonBench(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--projects" -> projects = Integer.parseInt(args[++i]);
        case "--changed" -> changed = Integer.parseInt(args[++i]);
        case "--folder" -> parent = Path.of(args[++i]);
        default -> cases.add(args[i]);
      }
    }
    if (cases.isEmpty()) {
      cases.addAll(List.of("noop", "delta"));
    }
  }

  /** Runs it; see above. */
  public static void main(String[] args) throws IOException {
    PythonBench bench = new PythonBench(args);
    Path folder = Files.createTempDirectory(bench.parent, "entrepot-python");
    try (IndexProcess index = new IndexProcess()) {
      bench.run(folder, index);
    } finally {
      Scratch.remove(folder);
    }
    if (!bench.held) {
      System.exit(1);
    }
  }

  private void run(Path folder, IndexProcess index) throws IOException {
    if (cases.contains("cold")) {
      index.size(projects);
      measured("cold", folder.resolve("cold"), index, Optional.empty());
    }
    SnapshotRecord tree = tree(folder.resolve("store"), index);
    // It asks for the list whole, finds nothing changed, and remembers the validators.
    SyncResult first = measured("list", folder.resolve("store"), index, Optional.of(tree));
    SnapshotRecord remembered = ((SyncResult.Unchanged) first).refreshed().orElseThrow();
    if (cases.contains("noop")) {
      SyncResult noop = measured("noop", folder.resolve("store"), index, Optional.of(remembered));
      limit("noop-requests", noop.traffic().requests(), "requests", 1);
    }
    if (cases.contains("delta")) {
      index.change(changed);
      SyncResult delta = measured("delta", folder.resolve("store"), index, Optional.of(remembered));
      limit("delta-requests", delta.traffic().requests(), "requests", changed + 1);
    }
    limit("heap", Runtime.getRuntime().maxMemory() / 1048576, "MB", 512);
  }

  /** Facts are taken from a run over an index of the same configuration with ten projects. */
  private SnapshotRecord tree(Path folder, IndexProcess index) throws IOException {
    index.size(10);
    SnapshotRecord small =
        ((SyncResult.Collected) sync(folder.resolveSibling("small"), index, Optional.empty()))
            .snapshot();
    index.size(projects);
    Store store = store(folder);
    long start = System.nanoTime();
    String origin = index.simple().resolve("/").toString().replaceFirst("/$", "");
    Digest root = new ColdTree(store, projects, origin).write();
    Summary sum = store.manifests().summary(root);
    System.out.printf(
        "wrote a tree of %,d projects, %,d entries, in %.0f s%n",
        projects, sum.entries(), (System.nanoTime() - start) / 1e9);
    Map<String, String> facts = new HashMap<>(small.facts());
    facts.remove("etag.simple");
    SnapshotRecord record =
        new SnapshotRecord(
            root, "pypi", small.time(), Optional.empty(), small.source(), "bench", facts);
    store.snapshots().add(record);
    return record;
  }

  private SyncResult measured(
      String name, Path folder, IndexProcess index, Optional<SnapshotRecord> from) {
    Peak.reset();
    long cpu = cpu();
    long start = System.nanoTime();
    SyncResult result = sync(folder, index, from);
    measure(name + "-wall", (System.nanoTime() - start) / 1e9, "s");
    measure(name + "-cpu", (cpu() - cpu) / 1e9, "s");
    measure(name + "-heap-peak", Peak.megabytes(), "MB");
    measure(name + "-requests", (double) result.traffic().requests(), "requests");
    measure(name + "-bytes", (double) result.traffic().bytes(), "bytes");
    if (!result.quarantined().isEmpty()) {
      throw new IllegalStateException(result.quarantined().toString());
    }
    return result;
  }

  private static SyncResult sync(Path folder, IndexProcess index, Optional<SnapshotRecord> from) {
    InstantSource clock = InstantSource.system();
    PypiSource source =
        new PypiSource(
            index.simple(),
            PypiPolicy.ON_DEMAND,
            ProjectChoice.everything(),
            Set.of(),
            FileChoice.ALL,
            Removals.FOLLOW);
    try (Upstream upstream = new Upstream(HttpSettings.defaults().withAllowPrivate(true), clock)) {
      return new PypiCollector(source, upstream, store(folder), folder.resolve("tmp"), clock)
          .run(new SyncRequest("pypi", from, "bench", 40, false), Progress.SILENT);
    }
  }

  private static Store store(Path folder) {
    return Store.over(new DiskBackend(folder), InstantSource.system());
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void measure(String name, double value, String unit) {
    System.out.printf("MEASURE python/%s %.1f %s%n", name, value, unit);
  }

  private void limit(String name, long value, String unit, long most) {
    System.out.printf("MEASURE python/%s %d %s limit %d%n", name, value, unit, most);
    held &= value <= most;
  }
}
