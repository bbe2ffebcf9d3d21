package entrepot.collect.rpm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.Policy;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository, a store, and a collector between them. */
abstract class RpmFixture {
  static final TestingKey KEY = TestingKey.of("Repository <repository@example.org>");

  /** Where the repository lies in the tree. */
  static final String PATH = "42/os";

  @TempDir Path folder;
  TestingRpmRepository repository;
  Store store;
  Upstream upstream;
  Instant now = Instant.now();
  Policy policy = Policy.ON_DEMAND;
  boolean allowMd5;
  RpmOrigin origin;
  Optional<Path> keyring = Optional.empty();
  Optional<Path> packageKeyring = Optional.empty();
  Optional<SnapshotRecord> parent = Optional.empty();
  final List<String> notes = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    repository = new TestingRpmRepository();
    origin = new RpmOrigin.Baseurl(repository.base());
    store = Store.over(new DiskBackend(folder.resolve("store")), InstantSource.system());
    HttpSettings settings =
        HttpSettings.defaults()
            .withAllowPrivate(true)
            .withRetries(1, Duration.ZERO)
            .withPatience(
                Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(10), 1024);
    upstream = new Upstream(settings, InstantSource.system(), time -> {});
  }

  @AfterEach
  void close() {
    upstream.close();
    repository.close();
  }

  RpmSource source() {
    return source(new RpmRepository("fedora", PATH, origin, keyring, packageKeyring));
  }

  RpmSource source(RpmRepository... repositories) {
    return new RpmSource(List.of(repositories), policy, allowMd5);
  }

  SyncResult sync() {
    return sync(source(), false);
  }

  SyncResult sync(RpmSource source, boolean allowShrink) {
    SyncResult result =
        new RpmCollector(source, upstream, store, folder.resolve("tmp"), () -> now)
            .run(new SyncRequest("fedora", parent, "tester", 40, allowShrink), progress());
    parent =
        switch (result) {
          case SyncResult.Collected collected -> Optional.of(collected.snapshot());
          case SyncResult.Unchanged unchanged -> unchanged.refreshed().or(() -> parent);
        };
    return result;
  }

  private Progress progress() {
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

  void refused(Class<? extends Failure> failure, String... words) {
    assertThatThrownBy(this::sync)
        .isInstanceOf(failure)
        .hasMessageContainingAll(words)
        .extracting(e -> ((Failure) e).next())
        .asString()
        .isNotEmpty();
  }

  /** Of a file in the repository. */
  Entry entry(String file) {
    return find(file).orElseThrow(() -> new AssertionError("no entry " + file));
  }

  Optional<Entry> find(String file) {
    return store.manifests().find(root(), TreePath.of(PATH + "/" + file));
  }

  Digest root() {
    return parent.orElseThrow().digest();
  }

  List<String> paths() {
    List<String> paths = new ArrayList<>();
    store.manifests().entries(root()).forEachRemaining(e -> paths.add(e.path().toString()));
    return paths;
  }

  byte[] bytes(Entry entry) {
    return store.backend().load(Key.blob(entry.sha256().orElseThrow()));
  }

  static String asked(String file) {
    return TestingRpmRepository.FOLDER + "/" + file;
  }
}
