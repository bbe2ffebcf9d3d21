package entrepot.collect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.kit.http.HttpSettings;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.snapshot.SnapshotRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the collectors of every kind fill in a test: a store, and what the latest run left there.
 */
public abstract class CollectFixture {
  @TempDir protected Path temporary;
  protected Store store;
  protected Upstream upstream;
  protected Instant now = Instant.now();

  /** The latest snapshot, which the next run is a successor of. */
  protected Optional<SnapshotRecord> parent = Optional.empty();

  /** What {@link #progress} was told. */
  protected final List<String> notes = new CopyOnWriteArrayList<>();

  @BeforeEach
  protected void openStore() {
    store = Store.over(new DiskBackend(temporary.resolve("store")), InstantSource.system());
    upstream =
        new Upstream(
            patient(HttpSettings.defaults().withAllowPrivate(true).withRetries(1, Duration.ZERO)),
            InstantSource.system(),
            time -> {});
  }

  @AfterEach
  protected void closeUpstream() {
    upstream.close();
  }

  /** The same, with how long a server on loopback is waited for. */
  protected abstract HttpSettings patient(HttpSettings settings);

  /** Makes what a run left the parent of the next one. */
  protected SyncResult keep(SyncResult result) {
    parent =
        switch (result) {
          case SyncResult.Collected collected -> Optional.of(collected.snapshot());
          case SyncResult.Unchanged unchanged -> unchanged.refreshed().or(() -> parent);
        };
    return result;
  }

  protected Progress progress() {
    return new Progress() {
      @Override
      public void stage(String name) {}

      @Override
      public void expect(long files, long bytes) {}

      @Override
      public void done(long files, long bytes) {}

      @Override
      public void note(String sentence) {
        notes.add(sentence);
      }
    };
  }

  /** The sync fails so, with these words, and says what to do. */
  protected static void refused(
      ThrowingCallable sync, Class<? extends Failure> failure, String... words) {
    assertThatThrownBy(sync)
        .isInstanceOf(failure)
        .hasMessageContainingAll(words)
        .extracting(e -> ((Failure) e).next())
        .asString()
        .isNotEmpty();
  }

  protected Entry entry(String path) {
    return find(path).orElseThrow(() -> new AssertionError("no entry " + path + " in " + paths()));
  }

  protected Optional<Entry> find(String path) {
    return store.manifests().find(root(), TreePath.of(path));
  }

  protected Digest root() {
    return parent.orElseThrow().digest();
  }

  protected List<String> paths() {
    List<String> paths = new ArrayList<>();
    store.manifests().entries(root()).forEachRemaining(e -> paths.add(e.path().toString()));
    return paths;
  }

  protected byte[] bytes(Entry entry) {
    return store.backend().load(Key.blob(entry.sha256().orElseThrow()));
  }
}
