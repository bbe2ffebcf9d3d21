package entrepot.collect.pypi;

import static java.nio.charset.StandardCharsets.UTF_8;

import entrepot.collect.CollectFixture;
import entrepot.collect.Quarantined;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.Withdrawn;
import entrepot.collect.python.ProjectName;
import entrepot.kit.TreePath;
import entrepot.kit.http.HttpSettings;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An index, a store, and a collector between them. */
abstract class PypiFixture extends CollectFixture {
  TestingIndex index;
  PypiPolicy policy = PypiPolicy.ON_DEMAND;
  ProjectChoice projects = ProjectChoice.everything();
  Set<ProjectName> denied = Set.of();
  FileChoice files = FileChoice.ALL;
  Removals removals = Removals.FOLLOW;
  boolean allowShrink;
  Withdrawn withdrawn = Withdrawn.NOTHING;
  int shrinkLimit = 100;
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    index = new TestingIndex();
    now = Instant.parse("2026-11-21T12:00:00Z");
  }

  @Override
  protected HttpSettings patient(HttpSettings settings) {
    return settings.withPatience(
        Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(10), 1024);
  }

  @AfterEach
  void close() {
    index.close();
  }

  PypiSource source() {
    return new PypiSource(index.base(), policy, projects, denied, files, removals);
  }

  SyncResult sync() {
    index.asked.clear();
    return keep(
        new PypiCollector(
                source(), upstream, store, temporary.resolve("tmp"), () -> now, pauses::add)
            .run(
                new SyncRequest(
                    "pypi",
                    parent,
                    "tester",
                    shrinkLimit,
                    allowShrink,
                    withdrawn,
                    entrepot.collect.Sharing.ALONE),
                progress()));
  }

  static Set<ProjectName> names(String... names) {
    return Stream.of(names).map(ProjectName::of).collect(Collectors.toSet());
  }

  static List<String> reasons(SyncResult result) {
    return result.quarantined().stream().map(Quarantined::reason).toList();
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
    return new String(bytes(entry), UTF_8);
  }
}
