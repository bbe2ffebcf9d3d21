package entrepot.release;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.ReplicaReader.Retention;
import entrepot.store.manifest.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any sequence of releases, rollbacks and prunings, against a model that remembers everything: what
 * a head of the last three days served is still served, and nothing that a head names is absent.
 */
class ReleaseModelTest {
  private static final Duration KEEP = Duration.ofDays(6);
  private static final List<String> PATHS =
      List.of("InRelease", "a/b", "a/c", "a-b", "pool/x", "pool/y", "pool/z+1~2", "z");

  @TempDir Path top;
  private TestingRegion region;
  private DiskReplicaReader edge;
  private final Random random = new Random();
  private final Map<Digest, Map<String, String>> contents = new TreeMap<>();
  private final List<Span> spans = new ArrayList<>();

  private record Span(Instant from, Digest snapshot) {}

  @BeforeEach
  void region() {
    region = new TestingRegion(top);
    edge = region.reader();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keepsServingWhatWasServed(long seed) {
    random.setSeed(seed);
    for (int step = 0; step < 50; step++) {
      act();
      edge.refresh();
      assertThat(edge.head()).isEqualTo(region.releaser.head());
      check(step);
      if (step % 5 == 0) {
        checkHistory();
      }
      region.clock.pass(Duration.ofMinutes(random.nextInt(20 * 60)));
    }
  }

  private void act() {
    int choice = spans.isEmpty() ? 0 : random.nextInt(10);
    switch (choice) {
      case 6 -> {
        Digest current = spans.getLast().snapshot();
        if (spans.stream().anyMatch(span -> !span.snapshot().equals(current))) {
          served(((ReleaseResult.Released) region.rollback("debian")).to());
        }
      }
      case 7 -> region.releaser.prune(KEEP, Duration.ofHours(1));
      case 8 -> region.releaser.prune(KEEP, Duration.ZERO);
      case 9 -> region.clock.pass(Duration.ofDays(random.nextInt(4)));
      default -> {
        Map<String, String> files = files();
        Digest snapshot = region.snapshot("debian", files);
        contents.put(snapshot, files);
        if (region.release("debian", snapshot) instanceof ReleaseResult.Released) {
          served(snapshot);
        }
      }
    }
  }

  private Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    for (String path : PATHS) {
      if (random.nextInt(3) > 0) {
        files.put(path, (random.nextInt(4) == 0 ? "lazy " : "") + path + random.nextInt(3));
      }
    }
    return files;
  }

  private void served(Digest snapshot) {
    spans.add(new Span(region.clock.instant(), snapshot));
  }

  private void check(int step) {
    if (spans.isEmpty()) {
      return;
    }
    region.assertWhole();
    Instant now = region.clock.instant();
    Map<String, String> current = files(spans.getLast());
    Map<String, String> due = new TreeMap<>();
    for (int i = 0; i < spans.size(); i++) {
      boolean last = i + 1 == spans.size();
      Instant until = last ? Instant.MAX : spans.get(i + 1).from();
      if (until.isAfter(now.minus(ReleaseOptions.CARRY))) {
        due.putAll(files(spans.get(i)));
      }
    }
    due.putAll(current);
    due.forEach((path, content) -> {
      Optional<Entry> entry = region.served("debian", path);
      assertThat(entry).as("%s in step %d", path, step).isPresent();
      assertThat(entry.orElseThrow().sha256())
          .contains(Digest.sha256Of(content.getBytes(StandardCharsets.UTF_8)));
      assertThat(entry.orElseThrow().carriedUntil().isPresent())
          .isEqualTo(!current.containsKey(path));
    });
    assertThat(region.carry("debian").keySet()).doesNotContainAnyElementsOf(current.keySet());
  }

  private void checkHistory() {
    if (spans.isEmpty()) {
      return;
    }
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      boolean overwritten = i + 1 < spans.size() && spans.get(i + 1).from().equals(span.from());
      if (!overwritten) {
        assertThat(edge.at("debian", span.from()))
            .satisfies(found -> assertThat(snapshot(found)).isEqualTo(span.snapshot()));
      }
      if (edge.at("debian", span.snapshot()) instanceof Retention.Kept kept) {
        region.assertWhole(kept.snapshot());
      }
      boolean young = span.from().isAfter(region.clock.instant().minus(KEEP));
      assertThat(!young || edge.at("debian", span.snapshot()) instanceof Retention.Kept).isTrue();
    }
    assertThat(edge.at("debian", spans.getFirst().from().minusSeconds(1)))
        .isEqualTo(new Retention.Unknown());
    assertThat(region.replica.manifests().find(spans.getLast().snapshot(), TreePath.of("no")))
        .isEmpty();
  }

  private static Digest snapshot(Retention found) {
    return switch (found) {
      case Retention.Kept kept -> kept.snapshot();
      case Retention.Pruned pruned -> pruned.snapshot();
      case Retention.Unknown _ -> Digest.sha256Of(new byte[0]);
    };
  }

  private Map<String, String> files(Span span) {
    return contents.getOrDefault(span.snapshot(), Map.of());
  }
}
