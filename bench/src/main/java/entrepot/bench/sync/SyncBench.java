package entrepot.bench.sync;

import entrepot.bench.Nginx;
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
    Process nginx = null;
    try (Upstream upstream =
        kind.equals("apt")
            ? new AptUpstream(folder, packages, bytes)
            : new RpmUpstream(folder, packages, bytes)) {
      Nginx started = Nginx.start(List.of(), folder.resolve("nginx"), upstream.root(), "off", true);
      nginx = started.process();
      Results results = new Results("sync-" + kind, System.out);
      for (int run = 0; run < runs; run++) {
        Path fresh = folder.resolve("run-" + run);
        once(fresh, "http://127.0.0.1:" + started.port(), upstream, results);
        Scratch.remove(fresh);
      }
      for (Step step : List.of(Step.COLD, Step.NOOP, Step.DELTA)) {
        results.ratios("entrepot", step.word(), step.word());
      }
      results.ratios("entrepot", Step.NOOP.word() + ALONE, Step.NOOP.word());
      results.ratios("entrepot", Step.DELTA.word() + SERVED, Step.DELTA.word());
    } finally {
      if (nginx != null) {
        nginx.descendants().forEach(ProcessHandle::destroy);
        nginx.destroy();
        nginx.waitFor();
      }
      Scratch.remove(folder);
    }
  }

  private void once(Path folder, String url, Upstream upstream, Results results)
      throws IOException, InterruptedException {
    List<Contender> contenders = new ArrayList<>();
    for (String name : names) {
      Path own = folder.resolve(name);
      contenders.add(
          name.equals("entrepot")
              ? new Entrepot(own, url, upstream)
              : new Peer(name, own, url, upstream.keyring()));
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
