package entrepot.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DownloadsTest {
  @Test
  void allAreDoneAtTheEnd() {
    AtomicInteger done = new AtomicInteger();
    try (Downloads downloads = new Downloads(4)) {
      for (int i = 0; i < 1000; i++) {
        downloads.submit(done::incrementAndGet);
      }
      downloads.finish();
      assertThat(done.get()).isEqualTo(1000);
    }
  }

  @Test
  void theFirstFailureStopsTheOthers() {
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicInteger stopped = new AtomicInteger();
    Downloads downloads = new Downloads(2);
    downloads.submit(() -> {
      waiting.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        stopped.incrementAndGet();
      }
    });
    downloads.submit(() -> {
      try {
        waiting.await();
      } catch (InterruptedException e) {
        return;
      }
      throw new IllegalStateException("broken");
    });

    assertThatThrownBy(downloads::finish).hasMessage("broken");
    assertThatThrownBy(() -> downloads.submit(() -> stopped.addAndGet(100))).hasMessage("broken");
    downloads.close();
    assertThat(stopped.get()).isEqualTo(1);
  }

  @Test
  void closingStopsWhatRuns() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Downloads downloads = new Downloads(2);
    downloads.submit(() -> {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        stopped.countDown();
      }
    });
    begun.await();

    downloads.close();

    assertThat(stopped.getCount()).isZero();
  }
}
