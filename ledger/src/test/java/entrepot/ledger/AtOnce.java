package entrepot.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work that several threads begin at the same instant. */
final class AtOnce {
  private AtOnce() {}

  interface Share<T> {
    T run(int index) throws Exception;
  }

  /** Runs the shares on as many threads; at most 30 seconds. */
  static <T> List<T> run(int count, Share<T> share) throws Exception {
    var barrier = new CyclicBarrier(count);
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        Callable<T> task =
            () -> {
              barrier.await();
              return share.run(index);
            };
        futures.add(threads.submit(task));
      }
      for (Future<T> future : futures) {
        results.add(future.get(30, TimeUnit.SECONDS));
      }
    }
    return results;
  }
}
