package entrepot.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.release.Act.Kind;
import entrepot.store.backend.Key;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaserTest {
  private static final ReleaseOptions OPTIONS = ReleaseOptions.by("tester");

  @TempDir Path top;
  private TestingRegion region;

  @BeforeEach
  void region() {
    region = new TestingRegion(top);
  }

  @Test
  void makesTheRegionServeASnapshotAndSaysWhatChanged() {
    ReleaseResult.Released first = region.released("debian", Map.of("a", "1", "b", "22"));
    assertThat(first.generation()).isEqualTo(1);
    assertThat(first.from()).isEmpty();
    assertThat(first)
        .extracting("added", "removed", "modified", "bytes")
        .containsExactly(2L, 0L, 0L, 3L);
    region.assertWhole();

    ReleaseResult.Released second = region.released("debian", Map.of("a", "changed", "c", "333"));
    assertThat(second)
        .extracting("generation", "added", "removed", "modified", "bytes")
        .containsExactly(2L, 1L, 1L, 1L, 10L);
    assertThat(second.from()).contains(first.to());
    region.assertWhole();
  }

  @Test
  void writesNothingWhenNothingChanged() throws IOException {
    Digest snapshot = region.snapshot("debian", Map.of("a", "1"));
    region.release("debian", snapshot);
    region.clock.pass(Duration.ofDays(5));
    Map<String, String> before = listing();
    assertThat(region.release("debian", snapshot))
        .isEqualTo(new ReleaseResult.Unchanged("east", "debian", 1, snapshot));
    assertThat(listing()).isEqualTo(before);
    assertThat(region.journal).hasSize(1);
  }

  private Map<String, String> listing() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(region.folder)) {
      for (Path file : files.toList()) {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        all.put(
            file.toString(), found.lastModifiedTime() + " " + found.size() + " " + found.fileKey());
      }
    }
    return all;
  }

  @Test
  void carriesWhatIsAbandonedUntilItsTimeIsOver() {
    region.released("debian", Map.of("a", "1", "b", "2", "z", "lazy one", "m", "missing"));
    ReleaseResult.Released released =
        (ReleaseResult.Released)
            region.releaser.release(
                "debian", region.snapshot("debian", Map.of("a", "new")), OPTIONS, Progress.SILENT);
    assertThat(released.removed()).isEqualTo(3);
    assertThat(region.carry("debian").keySet()).containsExactly("b", "z");
    assertThat(region.served("debian", "b").orElseThrow().carriedUntil())
        .hasValue(region.clock.instant().plus(Duration.ofDays(3)).getEpochSecond());
    assertThat(region.served("debian", "z").orElseThrow().state()).isEqualTo(State.LAZY);

    region.clock.pass(Duration.ofDays(2));
    region.released("debian", Map.of("a", "newer", "c", "3"));
    assertThat(region.carry("debian").keySet()).containsExactly("b", "z");

    region.clock.pass(Duration.ofDays(1));
    region.released("debian", Map.of("a", "newest"));
    assertThat(region.carry("debian").keySet()).containsExactly("c");
    region.assertWhole();
  }

  @Test
  void carriesNoPathThatIsServedAgain() {
    region.released("debian", Map.of("a", "1", "b", "2"));
    region.released("debian", Map.of("a", "1"));
    region.released("debian", Map.of("a", "1", "b", "back with other bytes"));
    assertThat(region.carry("debian")).isEmpty();
    assertThat(region.head().tree("debian").orElseThrow().carry()).isEmpty();
  }

  @Test
  void carriesTheYoungerOfAFileAndAFolderOfOneName() {
    region.released("debian", Map.of("a", "file", "k", "1"));
    region.released("debian", Map.of("a/b", "in a folder", "a-x", "2", "k", "1"));
    assertThat(region.carry("debian").keySet()).containsExactly("a");
    region.released("debian", Map.of("k", "1"));
    assertThat(region.carry("debian").keySet()).containsExactly("a-x", "a/b");
    region.released("debian", Map.of("a", "file again", "k", "1"));
    region.released("debian", Map.of("k", "1"));
    assertThat(region.carry("debian").keySet()).contains("a", "a-x").doesNotContain("a/b");
    region.assertWhole();
  }

  @Test
  void refusesMoreNewlyMissingEntriesThanTolerated() {
    region.released("debian", Map.of("a", "1", "b", "2", "m", "missing before"));
    Digest worse =
        region.snapshot(
            "debian",
            Map.of("a", "missing now", "b", "2", "m", "missing still", "n", "missing new"));
    assertThatThrownBy(() -> region.release("debian", worse))
        .isInstanceOf(NewlyMissing.class)
        .hasMessageContaining("2 entries")
        .hasMessageContaining("a (upstream answered 404), n (upstream answered 404)");
    assertThat(region.head().generation()).isEqualTo(1);
    ReleaseOptions two = new ReleaseOptions("tester", 2, Duration.ofDays(3), Optional.empty());
    assertThat(region.releaser.release("debian", worse, two, Progress.SILENT).generation())
        .isEqualTo(2);
  }

  @Test
  void countsAllMissingEntriesOfAFirstRelease() {
    Digest first = region.snapshot("debian", Map.of("a", "1", "m", "missing"));
    assertThatThrownBy(() -> region.release("debian", first))
        .isInstanceOf(NewlyMissing.class)
        .hasMessageContaining("m (upstream answered 404)");
    assertThat(region.releaser.head()).isEmpty();
  }

  @Test
  void refusesASnapshotThatTheTreeDoesNotHave() {
    Digest other = region.snapshot("other", Map.of("a", "1"));
    region.release("other", other);
    assertThatThrownBy(() -> region.release("debian", other)).isInstanceOf(NotReleasable.class);
    assertThatThrownBy(() -> region.release("debian", Digest.sha256Of(new byte[0])))
        .isInstanceOf(NotReleasable.class);
  }

  @Test
  void rollsBackToTheFormerSnapshotAndCarriesWhatItAbandons() {
    Digest first = region.released("debian", Map.of("a", "1")).to();
    Digest second = region.released("debian", Map.of("a", "1", "b", "2")).to();
    region.releaser.revoke(new Revocation.OfContent(Digest.sha256Of(new byte[1]), "bad"), OPTIONS);
    ReleaseResult.Released back = (ReleaseResult.Released) region.rollback("debian");
    assertThat(back.to()).isEqualTo(first);
    assertThat(back.from()).contains(second);
    assertThat(back.generation()).isEqualTo(4);
    assertThat(region.carry("debian").keySet()).containsExactly("b");
    assertThat(((ReleaseResult.Released) region.rollback("debian")).to()).isEqualTo(second);
    assertThat(region.journal)
        .extracting(record -> record.act().kind())
        .containsExactly(Kind.RELEASE, Kind.RELEASE, Kind.REVOKE, Kind.ROLLBACK, Kind.ROLLBACK);
  }

  @Test
  void rollsBackToASnapshotThatOnlyTheReplicaStillHas() {
    Digest first = region.released("debian", Map.of("a", "1")).to();
    region.released("debian", Map.of("b", "2"));
    region.store.snapshots().remove("debian", first);
    region.store.backend().remove(Key.node(first));
    region.store.backend().remove(Key.blob(Digest.sha256Of(new byte[] {'1'})));
    region.rollback("debian");
    assertThat(region.head().tree("debian").orElseThrow().snapshot()).isEqualTo(first);
    region.assertWhole();
  }

  @Test
  void hasNothingToRollBackToAfterTheFirstRelease() {
    assertThatThrownBy(() -> region.rollback("debian")).isInstanceOf(NotReleasable.class);
    region.released("debian", Map.of("a", "1"));
    assertThatThrownBy(() -> region.rollback("debian")).isInstanceOf(NotReleasable.class);
  }

  @Test
  void warnsWhenTheSnapshotHasExpiredUpstream() {
    String until = region.clock.instant().plus(Duration.ofDays(7)).toString();
    region.release(
        "debian",
        region.snapshot("debian", Map.of("a", "1"), Map.of("valid-until.dists/bookworm", until)));
    ReleaseResult.Released fresh = region.released("debian", Map.of("a", "2"));
    assertThat(fresh.warnings()).isEmpty();
    region.clock.pass(Duration.ofDays(8));
    assertThat(((ReleaseResult.Released) region.rollback("debian")).warnings())
        .containsExactly(
            "dists/bookworm was valid until " + until + ": clients that check this refuse it.");
  }

  @Test
  void revokesAndAllowsAgainEachOnce() {
    region.released("debian", Map.of("a", "1"));
    Revocation path = new Revocation.OfPath("debian", TreePath.of("a"), "malware");
    assertThat(region.releaser.revoke(path, OPTIONS)).isEqualTo(2);
    assertThat(region.releaser.revoke(path, OPTIONS)).isEqualTo(2);
    assertThat(region.head().revocations()).containsExactly(path);
    region.released("debian", Map.of("a", "2"));
    assertThat(region.head().revocations()).containsExactly(path);
    Revocation same = new Revocation.OfPath("debian", TreePath.of("a"), "");
    assertThat(region.releaser.unrevoke(same, OPTIONS)).isEqualTo(4);
    assertThat(region.releaser.unrevoke(same, OPTIONS)).isEqualTo(4);
    assertThat(region.head().revocations()).isEmpty();
  }

  @Test
  void losesNoTreeWhenManyAreReleasedAtOnce() throws Exception {
    int trees = 8;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new java.util.ArrayList<>();
      for (int i = 0; i < trees; i++) {
        String tree = "tree-" + i;
        Digest snapshot = region.snapshot(tree, Map.of("a", tree));
        // Each with a replica of its own, as several processes would have.
        Releaser other =
            new Releaser(
                region.store,
                new DiskReplica("east", region.folder),
                region.keys,
                _ -> {},
                region.clock);
        all.add(threads.submit(() -> other.release(tree, snapshot, OPTIONS, Progress.SILENT)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(region.head().trees()).hasSize(trees);
    assertThat(region.head().generation()).isEqualTo(trees);
    region.assertWhole();
  }

  @Test
  void writesUpTheJournalFromTheHistory() {
    Digest first = region.released("debian", Map.of("a", "1")).to();
    Digest second = region.released("debian", Map.of("a", "2")).to();
    region.rollback("debian");
    List<JournalRecord> written = List.copyOf(region.journal);
    region.journal.clear();
    assertThat(region.releaser.catchUpJournal(1)).isEqualTo(3);
    assertThat(region.journal).isEqualTo(written.subList(1, 3));
    assertThat(region.journal.getLast().from()).contains(second);
    assertThat(region.journal.getLast().to()).contains(first);
    assertThat(region.releaser.catchUpJournal(3)).isEqualTo(3);
    assertThat(region.journal).hasSize(2);
  }

  @Test
  void prunesWhatWasServedLastLongAgo() {
    Digest first = region.released("debian", Map.of("a", "1", "b", "2")).to();
    region.clock.pass(Duration.ofDays(1));
    region.released("debian", Map.of("a", "1", "c", "3"));
    region.clock.pass(Duration.ofDays(40));
    Digest third = region.released("debian", Map.of("a", "1", "d", "4")).to();

    region.releaser.prune(Duration.ofDays(30), Duration.ofHours(1));
    // Forgotten just now: an edge may not know yet.
    region.assertWhole(first);
    assertThat(region.reader().at("debian", first))
        .isEqualTo(new ReplicaReader.Retention.Pruned(first));
    region.clock.pass(Duration.ofHours(2));
    Replica.Swept swept = region.releaser.prune(Duration.ofDays(30), Duration.ofHours(1));
    assertThat(swept.nodes()).isPositive();
    assertThat(region.replica.backend().stat(Key.node(first))).isEmpty();
    assertThat(region.replica.backend().stat(Key.blob(Digest.sha256Of(new byte[] {'2'}))))
        .isEmpty();
    region.assertWhole();
    region.assertWhole(third);

    region.release("debian", first);
    region.assertWhole();
  }
}
