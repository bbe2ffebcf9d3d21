package entrepot.store.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every backend does. A subclass supplies empty ones, and passes. */
public abstract class BackendContract {
  /** A backend without objects. */
  protected abstract Backend backend() throws Exception;

  private static final byte[] CONTENT = "some content".getBytes(UTF_8);
  private static final Key BLOB = Key.blob(Digest.sha256Of(CONTENT));
  private static final Key RECORD = new Key(Area.SNAPSHOTS, "debian.00ff");

  @Test
  void whatWasPutIsThere() throws Exception {
    Backend backend = backend();
    assertThat(backend.put(BLOB, CONTENT)).isTrue();
    assertThat(backend.load(BLOB)).isEqualTo(CONTENT);
    assertThat(backend.stat(BLOB).orElseThrow().size()).isEqualTo(CONTENT.length);
    assertThat(backend.stat(BLOB).orElseThrow().key()).isEqualTo(BLOB);
  }

  @Test
  void anEmptyObjectIsAnObject() throws Exception {
    Backend backend = backend();
    assertThat(backend.put(RECORD, new byte[0])).isTrue();
    assertThat(backend.load(RECORD)).isEmpty();
    assertThat(backend.stat(RECORD).orElseThrow().size()).isZero();
  }

  @Test
  void whatWasNotPutIsMissing() throws Exception {
    Backend backend = backend();
    assertThat(backend.stat(BLOB)).isEmpty();
    assertThatThrownBy(() -> backend.load(BLOB))
        .isInstanceOf(ObjectMissing.class)
        .hasMessageContaining(BLOB.name());
    assertThatThrownBy(() -> backend.open(BLOB, 0).close()).isInstanceOf(ObjectMissing.class);
    assertThat(backend.remove(BLOB)).isFalse();
  }

  @Test
  void areasAreApart() throws Exception {
    Backend backend = backend();
    backend.put(BLOB, CONTENT);
    assertThat(backend.stat(new Key(Area.NODES, BLOB.name()))).isEmpty();
  }

  @Test
  void theFirstOfTwoPutsStays() throws Exception {
    Backend backend = backend();
    backend.put(RECORD, CONTENT);
    assertThat(backend.put(RECORD, "other".getBytes(UTF_8))).isFalse();
    assertThat(backend.load(RECORD)).isEqualTo(CONTENT);
  }

  @Test
  void nothingIsSeenBeforeTheCommit() throws Exception {
    Backend backend = backend();
    try (Staging staging = backend.stage()) {
      staging.write(CONTENT, 0, CONTENT.length);
      staging.flush();
      assertThat(backend.stat(BLOB)).isEmpty();
      assertThat(listed(backend, Area.BLOBS)).isEmpty();
      assertThat(staging.written()).isEqualTo(CONTENT.length);
      assertThat(staging.commit(BLOB)).isTrue();
    }
    assertThat(backend.load(BLOB)).isEqualTo(CONTENT);
  }

  @Test
  void whatIsNotCommittedIsThrownAway() throws Exception {
    Backend backend = backend();
    try (Staging staging = backend.stage()) {
      staging.write(CONTENT, 0, CONTENT.length);
    }
    assertThat(backend.stat(BLOB)).isEmpty();
    for (Area area : Area.values()) {
      assertThat(listed(backend, area)).isEmpty();
    }
  }

  @Test
  void aStagingBeginsAnewAfterRestart() throws Exception {
    Backend backend = backend();
    try (Staging staging = backend.stage()) {
      staging.write("longer than the content".getBytes(UTF_8));
      staging.restart();
      assertThat(staging.written()).isZero();
      staging.write(CONTENT[0]);
      staging.write(CONTENT, 1, CONTENT.length - 1);
      staging.commit(BLOB);
    }
    assertThat(backend.load(BLOB)).isEqualTo(CONTENT);
  }

  @Test
  void aStagingCommitsOnce() throws Exception {
    try (Staging staging = backend().stage()) {
      staging.commit(RECORD);
      assertThatThrownBy(() -> staging.commit(BLOB)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void committingWhatIsThereKeepsIt() throws Exception {
    Backend backend = backend();
    backend.put(RECORD, CONTENT);
    try (Staging staging = backend.stage()) {
      staging.write("other".getBytes(UTF_8));
      assertThat(staging.commit(RECORD)).isFalse();
    }
    assertThat(backend.load(RECORD)).isEqualTo(CONTENT);
  }

  @Test
  void anObjectIsReadFromAnyOffset() throws Exception {
    Backend backend = backend();
    backend.put(BLOB, CONTENT);
    assertThat(read(backend, BLOB, 0)).isEqualTo(CONTENT);
    assertThat(read(backend, BLOB, 5)).isEqualTo("content".getBytes(UTF_8));
    assertThat(read(backend, BLOB, CONTENT.length)).isEmpty();
    assertThat(read(backend, BLOB, CONTENT.length + 5L)).isEmpty();
  }

  @Test
  void objectsMayBeLarge() throws Exception {
    Backend backend = backend();
    byte[] part = new byte[1 << 20];
    part[0] = 7;
    try (Staging staging = backend.stage()) {
      for (int i = 0; i < 9; i++) {
        staging.write(part, 0, part.length);
      }
      staging.commit(BLOB);
    }
    assertThat(backend.stat(BLOB).orElseThrow().size()).isEqualTo(9L << 20);
    try (InputStream in = backend.open(BLOB, 8L << 20)) {
      assertThat(in.readAllBytes()).isEqualTo(part);
    }
  }

  @Test
  void replaceWritesOverAndAnew() throws Exception {
    Backend backend = backend();
    backend.replace(RECORD, "a longer first one".getBytes(UTF_8));
    backend.replace(RECORD, "second".getBytes(UTF_8));
    assertThat(backend.load(RECORD)).isEqualTo("second".getBytes(UTF_8));
  }

  @Test
  void readersSeeOneOrTheOtherWhileItIsReplaced() throws Exception {
    Backend backend = backend();
    byte[] one = "1".repeat(20_000).getBytes(UTF_8);
    byte[] two = "2".repeat(30_000).getBytes(UTF_8);
    backend.replace(RECORD, one);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(() -> {
            for (int i = 0; i < 20; i++) {
              backend.replace(RECORD, i % 2 == 0 ? two : one);
            }
          });
      while (!writer.isDone()) {
        assertThat(backend.load(RECORD)).isIn(one, two);
      }
      writer.get();
    }
  }

  @Test
  void removedObjectsAreGone() throws Exception {
    Backend backend = backend();
    backend.put(BLOB, CONTENT);
    assertThat(backend.remove(BLOB)).isTrue();
    assertThat(backend.stat(BLOB)).isEmpty();
    assertThat(listed(backend, Area.BLOBS)).isEmpty();
    assertThat(backend.put(BLOB, CONTENT)).isTrue();
  }

  @Test
  void anAreaListsItsObjectsAndNoOthers() throws Exception {
    Backend backend = backend();
    Set<Key> blobs = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      byte[] content = ("blob " + i).getBytes(UTF_8);
      Key key = Key.blob(Digest.sha256Of(content));
      backend.put(key, content);
      blobs.add(key);
    }
    backend.put(RECORD, CONTENT);
    assertThat(listed(backend, Area.BLOBS)).containsExactlyInAnyOrderElementsOf(blobs);
    assertThat(listed(backend, Area.SNAPSHOTS)).containsExactly(RECORD);
    assertThat(listed(backend, Area.LEASES)).isEmpty();
  }

  @Test
  void listedSizesAreTrue() throws Exception {
    Backend backend = backend();
    backend.put(RECORD, CONTENT);
    List<ObjectInfo> found = new ArrayList<>();
    backend.list(Area.SNAPSHOTS, found::add);
    assertThat(found).containsExactly(backend.stat(RECORD).orElseThrow());
  }

  @Test
  void ofManyWritersOfOneKeyOneWins() throws Exception {
    Backend backend = backend();
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      writers.add(() -> backend.put(BLOB, CONTENT));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int won = 0;
      for (Future<Boolean> writer : threads.invokeAll(writers)) {
        won += writer.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    }
    assertThat(backend.load(BLOB)).isEqualTo(CONTENT);
  }

  @Test
  void namesOfTwoHundredCharactersAreKept() throws Exception {
    Backend backend = backend();
    Key longest = new Key(Area.FILLS, "f".repeat(201));
    backend.put(longest, CONTENT);
    assertThat(listed(backend, Area.FILLS)).containsExactly(longest);
    assertThat(backend.load(longest)).isEqualTo(CONTENT);
  }

  @Test
  void flushMayBeCalledAtAnyTime() throws Exception {
    Backend backend = backend();
    backend.flush();
    backend.put(BLOB, CONTENT);
    backend.flush();
    backend.remove(BLOB);
    backend.flush();
    assertThat(backend.stat(BLOB)).isEmpty();
  }

  private static byte[] read(Backend backend, Key key, long offset) throws IOException {
    try (InputStream in = backend.open(key, offset)) {
      return in.readAllBytes();
    }
  }

  private static List<Key> listed(Backend backend, Area area) {
    List<Key> keys = new ArrayList<>();
    backend.list(area, info -> keys.add(info.key()));
    return keys;
  }
}
