package entrepot.store.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.Store;
import entrepot.store.backend.Area;
import entrepot.store.backend.Key;
import entrepot.store.gc.Collected;
import entrepot.store.gc.GarbageCollector;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import entrepot.store.snapshot.Lease;
import entrepot.store.snapshot.LeaseExpired;
import entrepot.store.snapshot.Pause;
import entrepot.store.snapshot.SnapshotRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots, leases and garbage collection in a bucket, whose times are not the test's. */
class S3StoreTest {
  private static final Duration GRACE = Duration.ofHours(1);

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private EmbeddedS3 s3;
  private S3Backend backend;
  private Store store;
  private GarbageCollector collector;

  @BeforeEach
  void start() throws Exception {
    s3 = new EmbeddedS3(folder.resolve("s3"));
    backend = new S3Backend(s3.client, s3.bucket, folder.resolve("scratch"));
    store = Store.over(backend, now::get);
    collector = new GarbageCollector(store, now::get, GRACE, List::of);
  }

  @AfterEach
  void stop() throws Exception {
    s3.close();
  }

  @Test
  void whatNoRecordNamesGoesAndTheRestStaysWhole() {
    Digest kept = tree(0, 40);
    Digest given = tree(30, 60);
    record(kept);

    Collected collected = collect();

    assertThat(collected.postponedBy()).isEmpty();
    assertThat(collected.deleted()).isPositive();
    assertThat(backend.stat(Key.node(given))).isEmpty();
    assertThat(keys(Area.BLOBS)).isEqualTo(40);
    Store fresh = Store.over(backend, now::get);
    fresh
        .manifests()
        .entries(kept)
        .forEachRemaining(
            entry -> assertThat(backend.stat(Key.blob(entry.sha256().orElseThrow()))).isPresent());
    assertThat(fresh.snapshots().of("debian"))
        .extracting(SnapshotRecord::digest)
        .containsOnly(kept);
  }

  @Test
  void aLivingLeasePostponesDeletion() {
    tree(0, 5);
    pass(GRACE.plusSeconds(1));
    collector.condemn();
    Lease lease = store.leases().take("a sync", Duration.ofHours(10));
    pass(GRACE.plusSeconds(1));

    assertThat(collector.sweep().postponedBy().map(Lease::id)).contains(lease.id());
    assertThat(keys(Area.BLOBS)).isEqualTo(5);

    store.leases().end(lease);
    assertThat(collector.sweep().deleted()).isPositive();
    assertThat(keys(Area.BLOBS)).isZero();
  }

  @Test
  void aLeaseIsRenewedAndRunsOut() {
    Lease lease = store.leases().take("a sync", Duration.ofMinutes(10));
    pass(Duration.ofMinutes(5));
    lease = store.leases().renew(lease, Duration.ofMinutes(10));
    pass(Duration.ofMinutes(9));
    assertThat(store.leases().live()).containsExactly(lease);
    pass(Duration.ofMinutes(2));
    Lease late = lease;

    assertThatThrownBy(() -> store.leases().renew(late, Duration.ofMinutes(10)))
        .isInstanceOf(LeaseExpired.class);
    assertThat(store.leases().sweep(Duration.ZERO)).isEqualTo(1);
    assertThat(keys(Area.LEASES)).isZero();
  }

  @Test
  void nobodyBeginsWhileGarbageIsDeleted() throws Exception {
    Pause pause = Pause.begin(backend, now::get, Duration.ofMinutes(1));
    CompletableFuture<Lease> waiting =
        CompletableFuture.supplyAsync(
            () -> store.leases().take("a sync", Duration.ofHours(1)),
            task -> Thread.ofVirtual().start(task));
    while (keys(Area.LEASES) == 0) {
      Thread.onSpinWait();
    }
    assertThat(waiting).isNotDone();
    pause.close();
    assertThat(waiting.get(30, TimeUnit.SECONDS).purpose()).isEqualTo("a sync");
  }

  @Test
  void aFileIsTakenOverWithoutACopyAndStaysTheCallers() throws Exception {
    Path file = Files.writeString(folder.resolve("filled.part"), "content");
    Key key = Key.blob(Digest.sha256Of("content".getBytes(US_ASCII)));

    assertThat(backend.adopt(key, file)).isTrue();
    assertThat(backend.adopt(key, file)).isFalse();

    assertThat(backend.load(key)).asString(US_ASCII).isEqualTo("content");
    assertThat(file).hasContent("content");
  }

  private Collected collect() {
    pass(GRACE.plusSeconds(2));
    collector.condemn();
    pass(GRACE.plusSeconds(1));
    return collector.sweep();
  }

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
        .add(new SnapshotRecord(root, "debian", now.get(), Optional.empty(), "", "", Map.of()));
  }

  private long keys(Area area) {
    long[] count = {0};
    backend.list(area, _ -> count[0]++);
    return count[0];
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }
}
