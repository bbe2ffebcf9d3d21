package entrepot.bench.manifest;

import entrepot.bench.Scratch;
import entrepot.kit.Digest;
import entrepot.store.backend.Area;
import entrepot.store.backend.DiskBackend;
import entrepot.store.manifest.Edit;
import entrepot.store.manifest.Manifests;
import entrepot.store.snapshot.SnapshotRecord;
import entrepot.store.snapshot.Snapshots;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A manifest of 1,000,000 entries, of which 1,000 change at random: how long the diff and the new
 * snapshot take, and how much heap. Prints {@code MEASURE manifest/<case> <value> <unit> limit <n>}
 * and ends with status 1 when a limit is missed. Run with {@code -Xmx256m}.
 *
 * <p>Medians. Each diff and each edit begins with a new {@link Manifests}, so that no node is
 * decoded yet, unless the case says warm; the operating system has read the files before. A new
 * snapshot counts reading, writing, and forcing all to the device.
 */
public final class ManifestBench {
  private static final int ENTRIES = 1_000_000;
  private static final int CHANGED = 1_000;
  private static final int ROUNDS = 9;
  private static final int DIFFS_PER_ROUND = 5;

  private final DiskBackend backend;
  private final List<Double> diffs = new ArrayList<>();
  private final List<Double> warmDiffs = new ArrayList<>();
  private final List<Double> edits = new ArrayList<>();
  private final List<Double> snapshots = new ArrayList<>();

  private ManifestBench(Path folder) {
    this.backend = new DiskBackend(folder);
  }

  /** Takes the folder to work below; without one, the system's temporary folder. */
  public static void main(String[] args) throws IOException {
    Path folder =
        args.length > 0
            ? Files.createTempDirectory(Path.of(args[0]), "manifest")
            : Files.createTempDirectory("manifest");
    boolean held;
    try {
      ManifestBench bench = new ManifestBench(folder);
      bench.run();
      held = bench.report();
    } finally {
      Scratch.remove(folder);
    }
    if (!held) {
      System.exit(1);
    }
  }

  private void run() {
    long start = System.nanoTime();
    Digest root = manifests().build(new Archive(ENTRIES));
    System.out.printf("built %,d entries in %.0f ms%n", ENTRIES, since(start));
    for (int round = 0; round < ROUNDS; round++) {
      root = round(root, round);
    }
    AtomicLong nodes = new AtomicLong();
    backend.list(Area.NODES, info -> nodes.incrementAndGet());
    System.out.printf("%,d nodes after %d rounds%n", nodes.get(), ROUNDS);
  }

  private Digest round(Digest root, int round) {
    List<Edit> changes = Archive.changes(ENTRIES, CHANGED, round);
    long start = System.nanoTime();
    Digest edited = manifests().edit(root, changes.iterator());
    edits.add(since(start));
    Optional<Digest> parent = Optional.of(root);
    new Snapshots(backend)
        .add(
            new SnapshotRecord(edited, "bench", Instant.EPOCH, parent, "bench", "bench", Map.of()));
    snapshots.add(since(start));
    for (int i = 0; i < DIFFS_PER_ROUND; i++) {
      Manifests fresh = manifests();
      diffs.add(diff(fresh, root, edited));
      warmDiffs.add(diff(fresh, root, edited));
    }
    return edited;
  }

  private Manifests manifests() {
    return new Manifests(backend);
  }

  private static double diff(Manifests manifests, Digest before, Digest after) {
    AtomicLong found = new AtomicLong();
    long start = System.nanoTime();
    manifests.diff(before, after, change -> found.incrementAndGet());
    double took = since(start);
    if (found.get() != CHANGED) {
      throw new IllegalStateException("the diff found " + found + " changes, not " + CHANGED);
    }
    return took;
  }

  private boolean report() {
    boolean held = measure("diff", median(diffs), "ms", 50);
    System.out.printf("MEASURE manifest/diff-warm %.1f ms%n", median(warmDiffs));
    System.out.printf("MEASURE manifest/edit-unflushed %.1f ms%n", median(edits));
    held &= measure("edit", median(snapshots), "ms", 1000);
    held &= measure("heap", heapLimitMegabytes(), "MB", 256);
    System.out.printf("MEASURE manifest/heap-peak %.0f MB%n", peakMegabytes());
    return held;
  }

  private static boolean measure(String name, double value, String unit, int limit) {
    System.out.printf("MEASURE manifest/%s %.1f %s limit %d%n", name, value, unit, limit);
    return value <= limit;
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /** What the process may use at most: it all ran within that. */
  private static double heapLimitMegabytes() {
    return Runtime.getRuntime().maxMemory() / 1048576.0;
  }

  private static double peakMegabytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(peak -> peak.getUsed())
            .sum()
        / 1048576.0;
  }
}
