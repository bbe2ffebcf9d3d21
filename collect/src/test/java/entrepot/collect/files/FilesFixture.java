package entrepot.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.apt.TestingKey;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.kit.http.HttpSettings;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import entrepot.store.backend.Backend;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store, and a collector that fills it from what a test names. */
abstract class FilesFixture {
  static final TestingKey KEY = TestingKey.of("Files <files@example.org>");

  @TempDir Path temporary;
  Store store;
  Backend backend;
  Upstream upstream;
  Instant now = Instant.now();
  Optional<SnapshotRecord> parent = Optional.empty();

  @BeforeEach
  void open() {
    backend = new DiskBackend(temporary.resolve("store"));
    store = Store.over(backend, InstantSource.system());
    upstream =
        new Upstream(
            HttpSettings.defaults()
                .withAllowPrivate(true)
                .withRetries(1, Duration.ZERO)
                .withMaxFileSize(10 << 20)
                .withPatience(
                    Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5), 1024),
            InstantSource.system(),
            time -> {});
  }

  void over(Backend other) {
    backend = other;
    store = Store.over(other, InstantSource.system());
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  abstract FilesSource source();

  SyncResult sync() {
    return sync(false);
  }

  SyncResult sync(boolean allowShrink) {
    SyncResult result =
        new FilesCollector(source(), upstream, store, temporary.resolve("tmp"), () -> now)
            .run(new SyncRequest("isos", parent, "tester", 40, allowShrink), Progress.SILENT);
    parent =
        switch (result) {
          case SyncResult.Collected collected -> Optional.of(collected.snapshot());
          case SyncResult.Unchanged unchanged -> unchanged.refreshed().or(() -> parent);
        };
    return result;
  }

  void refused(Class<? extends Failure> failure, String... words) {
    List<?> before = store.snapshots().of("isos");
    assertThatThrownBy(this::sync)
        .isInstanceOf(failure)
        .hasMessageContainingAll(words)
        .extracting(e -> ((Failure) e).next())
        .asString()
        .isNotEmpty();
    assertThat(store.snapshots().of("isos")).isEqualTo(before);
  }

  Entry entry(String path) {
    return find(path).orElseThrow(() -> new AssertionError("no entry " + path));
  }

  Optional<Entry> find(String path) {
    return store.manifests().find(root(), TreePath.of(path));
  }

  Digest root() {
    return parent.orElseThrow().digest();
  }

  List<String> paths() {
    List<String> paths = new ArrayList<>();
    store.manifests().entries(root()).forEachRemaining(e -> paths.add(e.path().toString()));
    return paths;
  }

  String text(String path) {
    return new String(store.backend().load(Key.blob(entry(path).sha256().orElseThrow())), UTF_8);
  }

  static String sha256(String content) {
    return Digest.sha256Of(content.getBytes(UTF_8)).hex();
  }

  static String hex(Digest.Algorithm algorithm, String content) {
    return Digest.of(algorithm, algorithm.hash().digest(content.getBytes(UTF_8))).hex();
  }
}
