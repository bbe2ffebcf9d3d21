package entrepot.bench.s3;

import entrepot.bench.Scratch;
import entrepot.bench.sync.Results;
import entrepot.it.fixture.Ceph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code bench/run s3-publish [--runs N] [--objects N] [--bytes N] [--folder DIR] [PUBLISHER…]}:
 * Entrepot and its peers make buckets of one Ceph equal to the same folder, in random order.
 */
public final class S3PublishBench {
  private static final int WARM = 20;

  private static final List<String> STEPS = List.of("full", "noop", "delta");

  private int runs = 5;
  private int objects = 2_000;
  private int bytes = 257 * 1024;
  private Path parent = Path.of("/tmp");
  private final List<String> names = new ArrayList<>();

  private S3PublishBench(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--runs" -> runs = Integer.parseInt(args[++i]);
        case "--objects" -> objects = Integer.parseInt(args[++i]);
        case "--bytes" -> bytes = Integer.parseInt(args[++i]);
        case "--folder" -> parent = Path.of(args[++i]);
        default -> names.add(args[i]);
      }
    }
    if (names.isEmpty()) {
      names.addAll(List.of("entrepot", "rclone", "aws"));
    }
  }

  /** Runs it; see above. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new S3PublishBench(args).run();
  }

  private void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(parent, "entrepot-s3");
    Results results = new Results("s3-publish", System.out);
    try (Ceph ceph = Ceph.start()) {
      SourceFolder source = new SourceFolder(folder.resolve("source"), objects, bytes);
      for (int run = 0; run < runs; run++) {
        once(folder.resolve("run-" + run), ceph, source, results);
      }
    } finally {
      Scratch.remove(folder);
    }
    for (String step : STEPS) {
      results.ratios("entrepot", step, step);
    }
  }

  private void once(Path folder, Ceph ceph, SourceFolder source, Results results)
      throws IOException, InterruptedException {
    List<Target> targets = new ArrayList<>();
    List<Publisher> publishers = new ArrayList<>();
    List<String> order = new ArrayList<>(names);
    Collections.shuffle(order);
    try {
      for (String name : order) {
        Target target = Target.create(ceph, "bench-" + name);
        targets.add(target);
        Publisher publisher = publisher(name, folder.resolve(name), source, target);
        publishers.add(publisher);
        publisher.prepare();
      }
      step("full", publishers, targets, source, results);
      step("noop", publishers, targets, source, results);
      source.change();
      for (Publisher each : publishers) {
        if (each instanceof Entrepot entrepot) {
          entrepot.collect();
        }
      }
      step("delta", publishers, targets, source, results);
    } finally {
      publishers.forEach(Publisher::close);
      targets.forEach(Target::close);
    }
  }

  private static Publisher publisher(String name, Path folder, SourceFolder source, Target target)
      throws IOException, InterruptedException {
    return name.equals("entrepot")
        ? new Entrepot(folder, source.path(), target)
        : new Peer(name, folder, source.path(), target);
  }

  private static void step(
      String step,
      List<Publisher> publishers,
      List<Target> targets,
      SourceFolder source,
      Results results)
      throws IOException, InterruptedException {
    for (int i = 0; i < publishers.size(); i++) {
      Publisher publisher = publishers.get(i);
      if (step.equals("noop") && publisher instanceof Entrepot) {
        // As a server that runs for days has done it often: its compilers are through with it.
        for (int warm = 0; warm < WARM; warm++) {
          publisher.publish("warm");
        }
      }
      // What others wrote goes to the disk at their expense, not at the next one's.
      new ProcessBuilder("sync").start().waitFor();
      results.add(step, publisher.name(), publisher.publish(step));
      targets.get(i).check(publisher.name(), publisher.prefix(), source.path());
    }
  }
}
