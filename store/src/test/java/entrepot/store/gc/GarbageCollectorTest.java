package entrepot.store.gc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.Store;
import entrepot.store.backend.Area;
import entrepot.store.backend.Key;
import entrepot.store.backend.TestingMemoryBackend;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import entrepot.store.snapshot.Lease;
import entrepot.store.snapshot.Pause;
import entrepot.store.snapshot.SnapshotRecord;
import entrepot.store.snapshot.TestingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GarbageCollectorTest {
  private static final Duration GRACE = Duration.ofHours(1);
  private static final Duration TERM = Duration.ofHours(10);

  /** Ten blobs, three leaves and their root. */
  private static final long TEN_FILES = 14;

  private final TestingClock clock = new TestingClock();
  private final TestingMemoryBackend backend = new TestingMemoryBackend(clock);
  private final Store store = Store.over(backend, clock);
  private final List<Digest> carries = new ArrayList<>();
  private final GarbageCollector collector =
      new GarbageCollector(store, clock, GRACE, () -> carries);

  /** Writes blobs and a manifest that names them: files {@code from} to {@code to}. */
  private Digest tree(int from, int to) {
    return store.manifests().build(IntStream.range(from, to).mapToObj(this::file).iterator());
  }

  private Entry file(int number) {
    byte[] content = ("content " + number).getBytes(US_ASCII);
    Digest sha256 = Digest.sha256Of(content);
    backend.put(Key.blob(sha256), content);
    TreePath path = TreePath.of("pool/%05d".formatted(number));
    return Entry.present(path, Role.PAYLOAD, content.length, 0, sha256);
  }

  private void record(Digest root) {
    store
        .snapshots()
        .add(
            new SnapshotRecord(
                root, "debian", clock.instant(), Optional.empty(), "", "", Map.of()));
  }

  private Collected collect() {
    clock.pass(GRACE.plusSeconds(1));
    collector.condemn();
    clock.pass(GRACE.plusSeconds(1));
    return collector.sweep();
  }

  private long count(Area area) {
    long[] count = {0};
    backend.list(area, info -> count[0]++);
    return count[0];
  }

  private boolean isWhole(Digest root) {
    Store fresh = Store.over(backend, clock);
    long[] missing = {0};
    fresh
        .manifests()
        .entries(root)
        .forEachRemaining(entry -> {
          if (backend.stat(Key.blob(entry.sha256().orElseThrow())).isEmpty()) {
            missing[0]++;
          }
        });
    return missing[0] == 0;
  }

  @Test
  void whatNoSnapshotNamesIsDeleted() {
    Digest kept = tree(0, 2000);
    record(kept);
    tree(1000, 3000);
    Collected collected = collect();
    assertThat(collected.deleted()).isGreaterThan(1000);
    assertThat(collected.freed()).isGreaterThan(10_000);
    assertThat(count(Area.BLOBS)).isEqualTo(2000);
    assertThat(count(Area.NODES))
        .isEqualTo(store.manifests().nodes(kept, node -> false).distinct().count());
    assertThat(isWhole(kept)).isTrue();
    assertThat(count(Area.GARBAGE)).isZero();
  }

  @Test
  void nothingIsDeletedBeforeTheGraceTime() {
    tree(0, 10);
    clock.pass(GRACE.plusSeconds(1));
    assertThat(collector.condemn().condemned()).isEqualTo(TEN_FILES);
    clock.pass(GRACE.minusSeconds(1));
    assertThat(collector.sweep().deleted()).isZero();
    clock.pass(Duration.ofSeconds(1));
    assertThat(collector.sweep().deleted()).isEqualTo(TEN_FILES);
  }

  @Test
  void whatIsYoungIsNotCondemned() {
    tree(0, 10);
    assertThat(collector.condemn().condemned()).isZero();
  }

  @Test
  void furtherRootsAreKept() {
    carries.add(tree(0, 10));
    assertThat(collect().deleted()).isZero();
    carries.clear();
    assertThat(collect().deleted()).isEqualTo(TEN_FILES);
  }

  @Test
  void whatIsNeededAgainIsSpared() {
    Digest root = tree(0, 500);
    clock.pass(GRACE.plusSeconds(1));
    assertThat(collector.condemn().condemned()).isGreaterThan(500);
    record(root);
    clock.pass(GRACE.plusSeconds(1));
    assertThat(collector.sweep().deleted()).isZero();
    assertThat(isWhole(root)).isTrue();
  }

  @Test
  void aLeaseProtectsWhatWasWrittenSince() {
    Lease lease = store.leases().take("sync", TERM);
    clock.pass(Duration.ofSeconds(1));
    tree(0, 10);
    clock.pass(GRACE.plusSeconds(1));
    assertThat(collector.condemn().condemned()).isZero();
    store.leases().end(lease);
    assertThat(collector.condemn().condemned()).isEqualTo(TEN_FILES);
  }

  @Test
  void nothingIsDeletedWhileALeaseIsLive() {
    Digest root = tree(0, 10);
    clock.pass(GRACE.plusSeconds(1));
    assertThat(collector.condemn().condemned()).isEqualTo(TEN_FILES);
    clock.pass(GRACE.plusSeconds(1));
    Lease lease = store.leases().take("sync finds the ten blobs", TERM);
    Collected collected = collector.sweep();
    assertThat(collected.deleted()).isZero();
    assertThat(collected.postponedBy()).contains(lease);
    record(root);
    store.leases().end(lease);
    assertThat(collector.sweep().deleted()).isZero();
    assertThat(isWhole(root)).isTrue();
  }

  @Test
  void anExpiredLeaseProtectsNothing() {
    store.leases().take("killed", Duration.ofMinutes(1));
    tree(0, 10);
    assertThat(collect().deleted()).isEqualTo(TEN_FILES);
  }

  @Test
  void aLeaseWaitsForTheEndOfAPause() throws Exception {
    Pause pause = Pause.begin(backend, clock, TERM);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Lease> taking = threads.submit(() -> store.leases().take("sync", TERM));
      while (store.leases().live().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(taking.isDone()).isFalse();
      pause.close();
      assertThat(taking.get()).isEqualTo(store.leases().live().getFirst());
    }
  }

  @Test
  void thePauseOfAKilledProcessEnds() {
    Pause.begin(backend, clock, Duration.ofMinutes(1));
    clock.pass(Duration.ofMinutes(1));
    assertThat(store.leases().take("sync", TERM)).isNotNull();
  }

  @Test
  void whatALazyEntryTurnedOutToBeIsKept() {
    byte[] content = "fetched".getBytes(US_ASCII);
    Digest sha256 = Digest.sha256Of(content);
    Digest md5 = Digest.of(Digest.Algorithm.MD5, Digest.Algorithm.MD5.hash().digest(content));
    Entry lazy = Entry.lazy(TreePath.of("a"), Role.PAYLOAD, 7, 0, List.of(md5));
    record(store.manifests().build(List.of(lazy).iterator()));
    backend.put(Key.blob(sha256), content);
    backend.put(new Key(Area.FILLS, "md5-" + md5.hex()), sha256.hex().getBytes(US_ASCII));
    backend.put(new Key(Area.FILLS, "md5-" + "0".repeat(32)), sha256.hex().getBytes(US_ASCII));
    assertThat(collect().deleted()).isEqualTo(1);
    assertThat(backend.load(Key.blob(sha256))).isEqualTo(content);
    assertThat(count(Area.FILLS)).isEqualTo(1);
  }

  @Test
  void aLargeManifestGoesFromTheTop() {
    Digest root = tree(0, 5000);
    assertThat(store.manifests().level(root)).isPositive();
    assertThat(collect().deleted()).isGreaterThan(5000);
    assertThat(count(Area.NODES)).isZero();
    assertThat(count(Area.BLOBS)).isZero();
  }
}
