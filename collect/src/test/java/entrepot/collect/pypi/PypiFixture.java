package entrepot.collect.pypi;

import static java.nio.charset.StandardCharsets.UTF_8;

import entrepot.collect.Quarantined;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.Withdrawn;
import entrepot.collect.python.ProjectName;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.kit.http.HttpSettings;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import entrepot.store.snapshot.SnapshotRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An index, a store, and a collector between them. */
abstract class PypiFixture {
  @TempDir Path folder;
  TestingIndex index;
  Store store;
  Upstream upstream;
  Instant now = Instant.parse("2026-11-21T12:00:00Z");
  PypiPolicy policy = PypiPolicy.ON_DEMAND;
  ProjectChoice projects = ProjectChoice.everything();
  Set<ProjectName> denied = Set.of();
  FileChoice files = FileChoice.ALL;
  Removals removals = Removals.FOLLOW;
  boolean allowShrink;
  Withdrawn withdrawn = Withdrawn.NOTHING;
  int shrinkLimit = 100;
  Optional<SnapshotRecord> parent = Optional.empty();
  final List<String> notes = new CopyOnWriteArrayList<>();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    index = new TestingIndex();
    store = Store.over(new DiskBackend(folder.resolve("store")), InstantSource.system());
    HttpSettings settings =
        HttpSettings.defaults()
            .withAllowPrivate(true)
            .withRetries(1, Duration.ZERO)
            .withPatience(
                Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(10), 1024);
    upstream = new Upstream(settings, InstantSource.system(), time -> {});
  }

  @AfterEach
  void close() {
    upstream.close();
    index.close();
  }

  PypiSource source() {
    return new PypiSource(index.base(), policy, projects, denied, files, removals);
  }

  SyncResult sync() {
    index.asked.clear();
    SyncResult result =
        new PypiCollector(source(), upstream, store, folder.resolve("tmp"), () -> now, pauses::add)
            .run(
                new SyncRequest(
                    "pypi",
                    parent,
                    "tester",
                    shrinkLimit,
                    allowShrink,
                    withdrawn,
                    entrepot.collect.Sharing.ALONE),
                progress());
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

  static Set<ProjectName> names(String... names) {
    return Stream.of(names).map(ProjectName::of).collect(Collectors.toSet());
  }

  static List<String> reasons(SyncResult result) {
    return result.quarantined().stream().map(Quarantined::reason).toList();
  }

  Entry entry(String path) {
    return find(path).orElseThrow(() -> new AssertionError("no entry " + path + " in " + paths()));
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

  /** The distributions, without the digits of their digests. */
  List<String> distributions() {
    List<String> names = new ArrayList<>();
    store
        .manifests()
        .entries(root(), TreePath.of("packages"))
        .forEachRemaining(e -> names.add(e.path().toString().replaceFirst("/[0-9a-f]{12}/", "/")));
    return names;
  }

  /** The one distribution of that name. */
  Entry distribution(String name) {
    List<Entry> found = new ArrayList<>();
    store
        .manifests()
        .entries(root(), TreePath.of("packages"))
        .forEachRemaining(entry -> {
          if (entry.path().toString().endsWith("/" + name)) {
            found.add(entry);
          }
        });
    if (found.size() != 1) {
      throw new AssertionError(name + " in " + paths());
    }
    return found.getFirst();
  }

  String text(String path) {
    Entry entry = entry(path);
    if (entry.state() != State.PRESENT) {
      throw new AssertionError(entry);
    }
    return new String(store.backend().load(Key.blob(entry.sha256().orElseThrow())), UTF_8);
  }
}
