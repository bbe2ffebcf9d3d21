package entrepot.release;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.release.ReplicaReader.Retention;
import entrepot.store.backend.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees and folders that go for good. */
class RetirementTest {
  /** What goes is not carried: it was announced. */
  private static final ReleaseOptions OPTIONS =
      new ReleaseOptions("tester", 0, Duration.ZERO, Optional.of("end of life"));

  @TempDir Path top;
  private TestingRegion region;
  private Digest whole;

  @BeforeEach
  void region() {
    region = new TestingRegion(top);
    whole = region.released("debian", Map.of("old/a", "1", "old/b", "2", "new/a", "3")).to();
  }

  @Test
  void aFolderGoesWithItsMarkInOneHead() {
    Digest without = region.snapshot("debian", Map.of("new/a", "3"));

    assertThat(retire(folder(), Optional.of(without))).isEqualTo(2);

    Head head = region.releaser.head().orElseThrow();
    TreeHead debian = head.tree("debian").orElseThrow();
    assertThat(debian.snapshot()).isEqualTo(without);
    assertThat(debian.carry()).isEmpty();
    assertThat(head.retired()).containsExactly(folder());
    assertThat(head.retired().getFirst().covers("debian", TreePath.of("old/a"))).isTrue();
    assertThat(head.retired().getFirst().covers("debian", TreePath.of("older"))).isFalse();
    assertThat(region.journal.getLast().act().kind()).isEqualTo(Act.Kind.RETIRE);
    assertThat(retire(folder(), Optional.of(without))).isEqualTo(2);
    assertThat(region.journal).hasSize(2);
    region.assertWhole();
  }

  @Test
  void aFolderThatASyncLeftOutBeforeStillGetsItsMark() {
    Digest without = region.released("debian", Map.of("new/a", "3")).to();

    assertThat(retire(folder(), Optional.of(without))).isEqualTo(3);

    assertThat(region.releaser.head().orElseThrow().retired()).containsExactly(folder());
  }

  @Test
  void aTreeLeavesTheHeadAndItsSpaceComesBackWhenSnapshotsAreKeptNoLonger() {
    region.released("fedora", Map.of("x", "9"));
    region.clock.pass(Duration.ofDays(1));
    Instant last = region.clock.instant();
    region.clock.pass(Duration.ofDays(1));

    assertThat(retire(tree(), Optional.empty())).isEqualTo(3);
    assertThat(retire(tree(), Optional.empty())).isEqualTo(3);

    assertThat(region.releaser.head().orElseThrow().trees()).containsOnlyKeys("fedora");
    assertThat(region.reader().at("debian", last)).isInstanceOf(Retention.Kept.class);
    assertThat(region.reader().at("debian", region.clock.instant().plusSeconds(1)))
        .isInstanceOf(Retention.Unknown.class);

    region.clock.pass(Duration.ofDays(31));
    region.releaser.prune(Duration.ofDays(30), Duration.ofHours(1));
    assertThat(region.reader().at("debian", whole)).isEqualTo(new Retention.Pruned(whole));
    region.clock.pass(Duration.ofHours(2));
    region.releaser.prune(Duration.ofDays(30), Duration.ofHours(1));

    assertThat(region.replica.backend().stat(Key.node(whole))).isEmpty();
    region.assertWhole();
  }

  @Test
  void whatIsReleasedAgainIsRetiredNoLonger() {
    retire(tree(), Optional.empty());
    retire(folder(), Optional.empty());

    region.release("debian", whole);

    assertThat(region.releaser.head().orElseThrow().retired()).containsExactly(folder());
    assertThat(region.releaser.reinstate(folder(), OPTIONS)).isEqualTo(5);
    assertThat(region.releaser.reinstate(folder(), OPTIONS)).isEqualTo(5);
    assertThat(region.releaser.head().orElseThrow().retired()).isEmpty();
  }

  private long retire(Retirement what, Optional<Digest> without) {
    return region.releaser.retire(what, without, OPTIONS, Progress.SILENT);
  }

  private static Retirement folder() {
    return new Retirement(
        "debian",
        Optional.of(TreePath.of("old")),
        Instant.parse("2026-12-01T00:00:00Z"),
        "end of life");
  }

  private static Retirement tree() {
    return new Retirement(
        "debian", Optional.empty(), Instant.parse("2026-12-01T00:00:00Z"), "end of life");
  }
}
