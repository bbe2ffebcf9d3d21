package entrepot.store.backend;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyWritersTest {
  private static final int WRITERS = 4;
  private static final int FOLDERS = 4_096;

  @TempDir Path folder;

  /** A release once failed because two of its threads made the same folder at the same time. */
  @Test
  void adoptIntoTheSameNewFolderAtOnce() throws Exception {
    Path source = Files.writeString(folder.resolve("source"), "content");
    DiskBackend backend = new DiskBackend(folder.resolve("backend"));
    CyclicBarrier together = new CyclicBarrier(WRITERS);
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<Integer>> adopted = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int own = writer;
        adopted.add(writers.submit(() -> adoptOneInEachFolder(backend, source, own, together)));
      }
      for (Future<Integer> each : adopted) {
        assertThat(each.get()).isEqualTo(FOLDERS);
      }
    }
  }

  private static int adoptOneInEachFolder(
      DiskBackend backend, Path source, int writer, CyclicBarrier together) throws Exception {
    int adopted = 0;
    for (int i = 0; i < FOLDERS; i++) {
      Key key = Key.blob(Digest.sha256("%03x%061x".formatted(i, writer)));
      together.await(10, TimeUnit.SECONDS);
      adopted += backend.adopt(key, source) ? 1 : 0;
    }
    return adopted;
  }
}
