package entrepot.store.manifest;

import entrepot.kit.Digest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Compares two manifests on all processors: reading nodes is what it costs, and stretches between
 * common borders do not depend on each other. Changes come out in order, on the caller's thread.
 */
final class Comparison {
  /** So many stretches keep a few processors evenly busy. */
  private static final int ENOUGH = 32;

  /** Less is not worth a second thread. */
  private static final int FEW = 4;

  private static final int AHEAD = 2 * Runtime.getRuntime().availableProcessors();

  private final Nodes nodes;

  Comparison(Nodes nodes) {
    this.nodes = nodes;
  }

  void between(Digest before, Digest after, Consumer<Change> each) {
    if (before.equals(after)) {
      return;
    }
    List<Stretch> stretches = Stretch.cut(Part.of(nodes.read(before)), Part.of(nodes.read(after)));
    while (stretches.size() < ENOUGH && stretches.stream().anyMatch(Stretch::isCoarse)) {
      stretches = stretches.stream().flatMap(stretch -> stretch.finer(nodes).stream()).toList();
    }
    if (stretches.size() < FEW) {
      for (Stretch stretch : stretches) {
        new Changes(nodes, each).between(stretch.before(), stretch.after());
      }
    } else {
      parallel(stretches, each);
    }
  }

  private void parallel(List<Stretch> stretches, Consumer<Change> each) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try (threads) {
      Deque<Feed> ahead = new ArrayDeque<>();
      for (Stretch stretch : stretches) {
        if (ahead.size() >= AHEAD) {
          ahead.remove().drain(each);
        }
        Feed feed = new Feed();
        threads.execute(() ->
            feed.fill(out -> new Changes(nodes, out).between(stretch.before(), stretch.after())));
        ahead.add(feed);
      }
      for (Feed feed : ahead) {
        feed.drain(each);
      }
    } catch (RuntimeException | Error e) {
      threads.shutdownNow();
      throw e;
    }
  }
}
