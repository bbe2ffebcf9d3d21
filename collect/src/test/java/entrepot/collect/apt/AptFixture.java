package entrepot.collect.apt;

import entrepot.collect.Policy;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.kit.Digest;
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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An archive, a store, and a collector between them. */
abstract class AptFixture {
  static final TestingKey KEY = TestingKey.of("Archive <archive@example.org>");

  @TempDir Path folder;
  TestingArchive archive;
  Store store;
  Upstream upstream;
  Instant now = Instant.now();
  Policy policy = Policy.ON_DEMAND;
  Set<AptIndex> indexes = Set.of(AptIndex.PACKAGES, AptIndex.TRANSLATIONS);
  boolean checkValidUntil = true;
  Optional<SnapshotRecord> parent = Optional.empty();

  @BeforeEach
  void open() {
    archive = new TestingArchive(KEY);
    store = Store.over(new DiskBackend(folder.resolve("store")), InstantSource.system());
    HttpSettings settings =
        HttpSettings.defaults()
            .withAllowPrivate(true)
            .withRetries(1, Duration.ZERO)
            .withPatience(
                Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(5), 1024);
    upstream = new Upstream(settings, InstantSource.system(), time -> {});
  }

  @AfterEach
  void close() {
    upstream.close();
    archive.close();
  }

  AptSource source(Path keyring) {
    return new AptSource(
        archive.base(),
        List.of(TestingArchive.SUITE),
        List.of("main"),
        List.of("amd64"),
        indexes,
        List.of("en"),
        keyring,
        policy,
        checkValidUntil);
  }

  SyncResult sync() {
    return sync(false);
  }

  SyncResult sync(boolean allowShrink) {
    return sync(source(KEY.keyring(folder)), allowShrink);
  }

  SyncResult sync(AptSource source, boolean allowShrink) {
    SyncResult result =
        new AptCollector(source, upstream, store, folder.resolve("tmp"), () -> now)
            .run(new SyncRequest("debian", parent, "tester", 40, allowShrink), Progress.SILENT);
    parent =
        switch (result) {
          case SyncResult.Collected collected -> Optional.of(collected.snapshot());
          case SyncResult.Unchanged unchanged -> unchanged.refreshed().or(() -> parent);
        };
    return result;
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

  byte[] bytes(Entry entry) {
    return store.backend().load(Key.blob(entry.sha256().orElseThrow()));
  }
}
