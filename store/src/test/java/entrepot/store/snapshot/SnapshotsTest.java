package entrepot.store.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.store.backend.Area;
import entrepot.store.backend.Key;
import entrepot.store.backend.TestingMemoryBackend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private final TestingMemoryBackend backend = new TestingMemoryBackend();
  private final Snapshots snapshots = new Snapshots(backend);

  private static SnapshotRecord snapshot(String tree, int content, String time) {
    return new SnapshotRecord(
        Digest.sha256Of(new byte[] {(byte) content}),
        tree,
        Instant.parse(time),
        content == 0 ? Optional.empty() : Optional.of(Digest.sha256Of(new byte[] {0})),
        "http://127.0.0.1/debian",
        "test",
        Map.of("etag.dists/bookworm/InRelease", "\"é\""));
  }

  @Test
  void aRecordIsFoundAsItWasAdded() {
    SnapshotRecord first = snapshot("debian", 0, "2026-11-21T10:00:00Z");
    SnapshotRecord second = snapshot("debian", 1, "2026-11-21T11:00:00.123456789Z");
    snapshots.add(second);
    snapshots.add(first);
    snapshots.add(snapshot("debian-security", 2, "2026-11-21T09:00:00Z"));
    assertThat(snapshots.find("debian", second.digest())).contains(second);
    assertThat(snapshots.find("ubuntu", second.digest())).isEmpty();
    assertThat(snapshots.of("debian")).containsExactly(first, second);
    List<SnapshotRecord> all = new ArrayList<>();
    snapshots.each(all::add);
    assertThat(all).hasSize(3);
    assertThat(snapshots.remove("debian", first.digest())).isTrue();
    assertThat(snapshots.of("debian")).containsExactly(second);
  }

  @Test
  void theOlderRecordOfOneContentStays() {
    SnapshotRecord older = snapshot("debian", 1, "2026-11-21T10:00:00Z");
    snapshots.add(older);
    snapshots.add(snapshot("debian", 1, "2026-11-21T11:00:00Z"));
    assertThat(snapshots.of("debian")).containsExactly(older);
  }

  @Test
  void allIsForcedBeforeTheRecordAndTheRecordAfter() {
    snapshots.add(snapshot("debian", 1, "2026-11-21T10:00:00Z"));
    assertThat(backend.flushes()).isEqualTo(2);
  }

  @Test
  void factsAreRefreshed() {
    SnapshotRecord record = snapshot("debian", 1, "2026-11-21T10:00:00Z");
    assertThatThrownBy(() -> snapshots.refreshFacts("debian", record.digest(), Map.of()))
        .isInstanceOf(SnapshotUnknown.class);
    snapshots.add(record);
    snapshots.refreshFacts("debian", record.digest(), Map.of("etag", "new"));
    assertThat(snapshots.find("debian", record.digest()))
        .contains(record.with(Map.of("etag", "new")));
  }

  @Test
  void aRecordThatIsNoneIsRefused() {
    Digest digest = Digest.sha256Of(new byte[] {1});
    Key key = new Key(Area.SNAPSHOTS, "debian." + digest.hex());
    for (String content : List.of("", "{", "[]", "{\"digest\":7}", "{\"digest\":\"md5:00\"}")) {
      backend.replace(key, content.getBytes(UTF_8));
      assertThatThrownBy(() -> snapshots.find("debian", digest))
          .as(content)
          .isInstanceOf(RecordCorrupt.class)
          .hasMessageContaining(key.name());
    }
    backend.replace(key, new byte[5 << 20]);
    assertThatThrownBy(() -> snapshots.find("debian", digest))
        .isInstanceOf(RecordCorrupt.class)
        .hasMessageContaining("more than");
  }

  @Test
  void aRecordUnderAnothersNameIsRefused() {
    SnapshotRecord record = snapshot("debian", 1, "2026-11-21T10:00:00Z");
    snapshots.add(record);
    byte[] content = backend.load(new Key(Area.SNAPSHOTS, "debian." + record.digest().hex()));
    Digest other = Digest.sha256Of(new byte[] {9});
    backend.put(new Key(Area.SNAPSHOTS, "debian." + other.hex()), content);
    assertThatThrownBy(() -> snapshots.find("debian", other)).isInstanceOf(RecordCorrupt.class);
  }

  @Test
  void treesHaveTheirNames() {
    for (String name : List.of("", "Debian", "a.b", "-a", "a/b", "a".repeat(64))) {
      assertThatThrownBy(() -> snapshots.of(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
