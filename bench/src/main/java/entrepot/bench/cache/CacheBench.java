package entrepot.bench.cache;

import entrepot.bench.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code bench/run edge-cache [--scale S] [zipf] [cold]}: one bound for each of entrepot edge,
 * nginx and Varnish, and the same trace for all, in slices by turns; then 200 clients of one cold
 * file.
 */
public final class CacheBench {
  private static final long BOUND = 1_000_000_000L;
  private static final long OBJECTS = 10_000_000_000L;
  private static final int REQUESTS = 200_000;
  private static final long COLD = 200_000_000L;
  private static final int SLICES = 20;
  private static final int CONNECTIONS = 8;
  private static final int CLIENTS = 200;

  private double scale = 1;
  private final List<String> cases = new ArrayList<>();

  private CacheBench(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--scale")) {
        scale = Double.parseDouble(args[++i]);
      } else {
        cases.add(args[i]);
      }
    }
  }

  /** Runs it; see above. */
  public static void main(String[] args) throws Exception {
    new CacheBench(args).run();
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    Path folder = Files.createTempDirectory("entrepot-bench-edge-cache");
    try {
      Objects objects = new Objects((long) (OBJECTS * scale));
      int[] trace = Trace.of((int) (REQUESTS * scale), objects.count());
      BitSet asked = new BitSet();
      for (int object : trace) {
        asked.set(object);
      }
      say(
          String.format(
              Locale.ROOT,
              "%d requests for %d of %d objects",
              trace.length,
              asked.cardinality(),
              objects.count()));
      long cold = (long) (COLD * scale);
      Origin origin = Origin.release(folder, objects, asked, cold);
      long bound = (long) (BOUND * scale);
      try (Contender ours = Contender.entrepot(folder, origin.open(), bound);
          Contender nginx =
              Contender.nginx(
                  folder, origin.open(), bound, (long) (OBJECTS * scale) / objects.count());
          Contender varnish = Contender.varnish(folder, origin.open(), bound)) {
        List<Contender> all = new ArrayList<>(List.of(ours, nginx, varnish));
        if (cases.isEmpty() || cases.contains("zipf")) {
          zipf(all, objects, trace, bound);
        }
        if (cases.isEmpty() || cases.contains("cold")) {
          cold(List.of(ours, nginx, varnish), cold);
        }
      }
    } finally {
      Scratch.remove(folder);
    }
  }

  private static void zipf(List<Contender> contenders, Objects objects, int[] trace, long bound)
      throws InterruptedException, ExecutionException {
    Contender ours = contenders.getFirst();
    List<Contender> turns = new ArrayList<>(contenders);
    for (int slice = 0; slice < SLICES; slice++) {
      int from = (int) ((long) trace.length * slice / SLICES);
      int to = (int) ((long) trace.length * (slice + 1) / SLICES);
      for (Contender each : turns) {
        measured(each, () -> ask(each, objects, trace, from, to));
        each.lookAtDisk();
      }
      Collections.rotate(turns, 1);
    }
    long all = 0;
    for (int object : trace) {
      all += objects.size(object);
    }
    say(
        String.format(
            Locale.ROOT,
            "edge-cache/zipf an exact LRU would have %.4f",
            Lru.hits(trace, objects, bound)));
    for (Contender each : contenders) {
      say(
          String.format(
              Locale.ROOT,
              "edge-cache/zipf %-8s hit ratio %.4f, of bytes %.4f, at most %d MB on disk, %.1f s,"
                  + " %.1f s of CPU",
              each.name(),
              hits(each, trace),
              1 - (double) each.origin().bytes.get() / all,
              each.mostOnDisk() / 1_000_000,
              sum(each.walls),
              sum(each.cpus)));
    }
    for (Contender peer : contenders.subList(1, contenders.size())) {
      ratio("zipf", ours, peer);
      say(
          String.format(
              Locale.ROOT,
              "RATIO edge-cache/zipf %s hits %.3f",
              peer.name(),
              hits(ours, trace) / hits(peer, trace)));
    }
  }

  private static double hits(Contender contender, int[] trace) {
    return 1 - (double) contender.origin().files.get() / trace.length;
  }

  private static void ask(Contender contender, Objects objects, int[] trace, int from, int to) {
    AtomicInteger next = new AtomicInteger(from);
    together(
        CONNECTIONS,
        () -> {
          try (Reader reader = new Reader(contender.port())) {
            for (int i = next.getAndIncrement(); i < to; i = next.getAndIncrement()) {
              reader.get("/bench/" + Origin.name(trace[i]), objects.size(trace[i]));
            }
          }
          return null;
        });
  }

  private static void cold(List<Contender> contenders, long size) {
    for (Contender each : contenders) {
      each.walls.clear();
      each.cpus.clear();
      long before = each.origin().files.get();
      measured(
          each,
          () ->
              together(
                  CLIENTS,
                  () -> {
                    try (Reader reader = new Reader(each.port())) {
                      reader.get(Origin.COLD, size);
                    }
                    return null;
                  }));
      say(
          String.format(
              Locale.ROOT,
              "edge-cache/cold %-8s %d fetches for %d clients, %.1f s, %.1f s of CPU",
              each.name(),
              each.origin().files.get() - before,
              CLIENTS,
              sum(each.walls),
              sum(each.cpus)));
    }
    for (Contender peer : contenders.subList(1, contenders.size())) {
      ratio("cold", contenders.getFirst(), peer);
    }
  }

  private static void measured(Contender contender, Runnable work) {
    double cpu = contender.cpuSeconds();
    long start = System.nanoTime();
    work.run();
    contender.walls.add((System.nanoTime() - start) / 1e9);
    contender.cpus.add(contender.cpuSeconds() - cpu);
  }

  private static void together(int clients, java.util.concurrent.Callable<Void> client) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(threads.submit(client));
      }
      for (Future<Void> each : all) {
        each.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of medians of the slices. */
  private static void ratio(String name, Contender ours, Contender peer) {
    say(
        String.format(
            Locale.ROOT,
            "RATIO edge-cache/%s %s wall %.2f cpu %.2f",
            name,
            peer.name(),
            median(ours.walls) / median(peer.walls),
            median(ours.cpus) / median(peer.cpus)));
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
