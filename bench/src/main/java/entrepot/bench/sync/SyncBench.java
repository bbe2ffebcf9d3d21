package entrepot.bench.sync;

import entrepot.bench.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code bench/run sync-apt|sync-rpm [--runs N] [--packages N] [--bytes N] [--folder DIR]
 * [CONTENDER…]}: Entrepot and its peers mirror the same upstream in turns, each into a fresh state
 * on the same file system.
 */
public final class SyncBench {
  private static final String ALONE = "-alone";

  private static final String SERVED = "-server";

  private final String kind;
  private int runs = 5;
  private int packages = 2_000;
  private int bytes = 257 * 1024;
  private Path parent = Path.of("/tmp");
  private final List<String> names = new ArrayList<>();

  private SyncBench(String[] args) {
    this.kind = args[0];
    for (int i = 1; i < args.length; i++) {
      switch (args[i]) {
        case "--runs" -> runs = Integer.parseInt(args[++i]);
        case "--packages" -> packages = Integer.parseInt(args[++i]);
        case "--bytes" -> bytes = Integer.parseInt(args[++i]);
        case "--folder" -> parent = Path.of(args[++i]);
        default -> names.add(args[i]);
      }
    }
    if (names.isEmpty()) {
      names.addAll(
          kind.equals("apt")
              ? List.of("entrepot", "aptly", "debmirror")
              : List.of("entrepot", "reposync"));
    }
  }

  /** Runs it; see above. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new SyncBench(args).run();
  }

  private void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(parent, "entrepot-sync");
    try (Served upstream = Served.in(folder.resolve("upstream"), kind, packages, bytes);
        // Of another size, so that no file is the same.
        Served before = Served.in(folder.resolve("before"), kind, packages, bytes + 1)) {
      Results results = new Results("sync-" + kind, System.out);
      for (int run = 0; run < runs; run++) {
        Path fresh = folder.resolve("run-" + run);
        once(fresh, upstream, before, results);
        Scratch.remove(fresh);
      }
      for (Step step : List.of(Step.COLD, Step.NOOP, Step.DELTA)) {
        results.ratios("entrepot", step.word(), step.word());
      }
      results.ratios("entrepot", Step.NOOP.word() + ALONE, Step.NOOP.word());
      results.ratios("entrepot", Step.DELTA.word() + SERVED, Step.DELTA.word());
      results.ratios("entrepot", Step.COLD.word() + SERVED, Step.COLD.word());
    } finally {
      Scratch.remove(folder);
    }
  }

  private void once(Path folder, Served served, Served before, Results results)
      throws IOException, InterruptedException {
    Upstream upstream = served.upstream();
    List<Contender> contenders = new ArrayList<>();
    for (String name : names) {
      Path own = folder.resolve(name);
      contenders.add(
          name.equals("entrepot")
              ? new Entrepot(own, served, before)
              : new Peer(name, own, served.url(), upstream.keyring()));
    }
    Collections.shuffle(contenders);
    try {
      for (Contender each : contenders) {
        each.run(Step.PREPARE);
        step(each, Step.COLD, upstream, results);
        step(each, Step.NOOP, upstream, results);
      }
      upstream.change();
      for (Contender each : contenders) {
        step(each, Step.DELTA, upstream, results);
      }
      for (Contender each : contenders) {
        if (each instanceof Entrepot entrepot) {
          byServer(entrepot, upstream, results);
          coldByServer(new Entrepot(folder.resolve("server"), served, before), upstream, results);
        }
      }
    } finally {
      for (Contender each : contenders) {
        each.run(Step.END);
      }
    }
  }

  private void byServer(Entrepot entrepot, Upstream upstream, Results results)
      throws IOException, InterruptedException {
    try (EntrepotServer server = entrepot.serve()) {
      for (int warm = 0; warm < 3; warm++) {
        entrepot.runByServer(Step.NOOP, server);
      }
      settle();
      results.add(Step.NOOP.word(), "entrepot", entrepot.runByServer(Step.NOOP, server));
      upstream.change();
      settle();
      results.add(Step.DELTA.word() + SERVED, "entrepot", entrepot.runByServer(Step.DELTA, server));
      Published.check("entrepot", entrepot.published(), upstream);
    }
  }

  /** A new tree of a server that has mirrored another one since its start. */
  private void coldByServer(Entrepot entrepot, Upstream upstream, Results results)
      throws IOException, InterruptedException {
    try (EntrepotServer server = entrepot.serve()) {
      entrepot.warm();
      settle();
      results.add(Step.COLD.word() + SERVED, "entrepot", entrepot.runByServer(Step.COLD, server));
      Published.check("entrepot", entrepot.published(), upstream);
    }
  }

  private void step(Contender contender, Step step, Upstream upstream, Results results)
      throws IOException, InterruptedException {
    settle();
    boolean alone = step == Step.NOOP && contender instanceof Entrepot;
    results.add(step.word() + (alone ? ALONE : ""), contender.name(), contender.run(step));
    Published.check(contender.name(), contender.published(), upstream);
  }

  /** What others wrote goes to the disk at their expense, not at the next one's. */
  private static void settle() throws IOException, InterruptedException {
    new ProcessBuilder("sync").start().waitFor();
  }
}
