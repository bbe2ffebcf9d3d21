package entrepot.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.release.sign.SigningKeys;
import entrepot.store.Store;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Manifests;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import entrepot.store.snapshot.SnapshotRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A store, a replica of region {@code east}, and a releaser between them, all on a real disk. */
final class TestingRegion {
  static final String LAZY = "lazy";
  static final String MISSING = "missing";

  final Path folder;
  final TestingClock clock = new TestingClock();
  final Store store;
  final DiskReplica replica;
  final SigningKeys keys;
  final Releaser releaser;
  final List<JournalRecord> journal = new ArrayList<>();

  TestingRegion(Path top) {
    folder = top.resolve("replica");
    store = Store.over(new DiskBackend(top.resolve("store")), clock);
    replica = new DiskReplica("east", folder);
    keys = SigningKeys.open(top.resolve("keys"));
    releaser = new Releaser(store, replica, keys, journal::add, clock);
  }

  /**
   * A snapshot of these files, recorded in the store: path to content; contents beginning with
   * {@code lazy} and {@code missing} are such entries.
   */
  Digest snapshot(String tree, Map<String, String> files) {
    return snapshot(tree, files, Map.of());
  }

  Digest snapshot(String tree, Map<String, String> files, Map<String, String> facts) {
    TreeMap<TreePath, Entry> entries = new TreeMap<>();
    files.forEach((path, content) -> entries.put(TreePath.of(path), entry(path, content)));
    Digest digest = store.manifests().build(entries.values().iterator());
    store
        .snapshots()
        .add(
            new SnapshotRecord(
                digest, tree, clock.instant(), Optional.empty(), "test", "test", facts));
    return digest;
  }

  private Entry entry(String path, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    Digest sha256 = Digest.sha256Of(bytes);
    TreePath at = TreePath.of(path);
    if (content.startsWith(LAZY)) {
      return Entry.lazy(at, Role.PAYLOAD, bytes.length, 7, List.of(sha256));
    }
    if (content.startsWith(MISSING)) {
      return Entry.lazy(at, Role.PAYLOAD, bytes.length, 7, List.of(sha256))
          .in(State.MISSING)
          .with(Extension.REASON, "upstream answered 404");
    }
    store.backend().put(Key.blob(sha256), bytes);
    return Entry.present(at, Role.PAYLOAD, bytes.length, 7, sha256);
  }

  ReleaseResult release(String tree, Digest snapshot) {
    return releaser.release(tree, snapshot, ReleaseOptions.by("tester"), Progress.SILENT);
  }

  ReleaseResult.Released released(String tree, Map<String, String> files) {
    ReleaseOptions tolerant =
        new ReleaseOptions("tester", Long.MAX_VALUE, ReleaseOptions.CARRY, Optional.empty());
    return (ReleaseResult.Released)
        releaser.release(tree, snapshot(tree, files), tolerant, Progress.SILENT);
  }

  ReleaseResult rollback(String tree) {
    return releaser.rollback(tree, Optional.empty(), ReleaseOptions.by("tester"), Progress.SILENT);
  }

  Head head() {
    return releaser.head().orElseThrow();
  }

  DiskReplicaReader reader() {
    return new DiskReplicaReader("east", folder, keys.trusted());
  }

  /** The entry that an edge serves at that path: of the snapshot, else of the carry. */
  Optional<Entry> served(String tree, String path) {
    TreeHead served = head().tree(tree).orElseThrow();
    Manifests manifests = new Manifests(replica.backend());
    TreePath at = TreePath.of(path);
    return manifests
        .find(served.snapshot(), at)
        .or(() ->
            served
                .carry()
                .flatMap(carry -> manifests.find(carry, at))
                .filter(entry -> !CarryEdits.expired(entry, clock.instant())));
  }

  /** All paths of the carry, with their contents' digests. */
  Map<String, Digest> carry(String tree) {
    Map<String, Digest> all = new TreeMap<>();
    head()
        .tree(tree)
        .flatMap(TreeHead::carry)
        .ifPresent(carry ->
            replica
                .manifests()
                .entries(carry)
                .forEachRemaining(
                    entry -> all.put(entry.path().toString(), entry.sha256().orElseThrow())));
    return all;
  }

  /** Fails unless all nodes and blobs of all that the head names are on the replica. */
  void assertWhole() {
    for (TreeHead served : releaser.head().map(h -> h.trees().values()).orElse(List.of())) {
      assertWhole(served.snapshot());
      served.carry().ifPresent(this::assertWhole);
    }
  }

  void assertWhole(Digest root) {
    // Fresh, so that no cache hides what is not on the disk.
    Manifests manifests = new Manifests(new DiskBackend(folder));
    try (Stream<Digest> nodes = manifests.nodes(root, _ -> false)) {
      assertThat(nodes).allMatch(node -> replica.backend().stat(Key.node(node)).isPresent());
    }
    for (Iterator<Entry> all = manifests.entries(root); all.hasNext(); ) {
      Entry entry = all.next();
      if (entry.state() == State.PRESENT) {
        byte[] content = replica.backend().load(Key.blob(entry.sha256().orElseThrow()));
        assertThat(Digest.sha256Of(content)).isEqualTo(entry.sha256().orElseThrow());
      }
    }
  }
}
