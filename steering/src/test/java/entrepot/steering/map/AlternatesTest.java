package entrepot.steering.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Versions are written by their ages in hours, the newest first. */
class AlternatesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void keepsTheNewestHoweverOldItIs() {
    assertThat(kept(10_000)).containsExactly(10_000);
    assertThat(kept()).isEmpty();
  }

  @Test
  void keepsTheOneBeforeUntilTheNewestHasSettledAndItHasExpired() {
    assertThat(kept(1, 10_000)).containsExactly(1, 10_000);
    assertThat(kept(72, 10_000)).containsExactly(72, 10_000);
    assertThat(kept(73, 97)).containsExactly(73);
    assertThat(kept(73, 96)).containsExactly(73, 96);
    assertThat(kept(90, 95)).containsExactly(90, 95);
  }

  @Test
  void keepsOthersForFourDays() {
    assertThat(kept(1, 2, 95, 96, 97, 98)).containsExactly(1, 2, 95, 96);
    assertThat(kept(1, 200, 300)).containsExactly(1, 200);
  }

  @Test
  void takesTheOrderOfReleasesForTheOrderOfAges() {
    assertThat(kept(200, 1)).containsExactly(200, 1);
  }

  @Test
  void countsTheAgeFromTheReleaseWhereThatCameLater() {
    RepomdFile heldBack = file(500, 1);
    RepomdFile before = file(600, 400);
    RepomdFile lately = file(700, 2);
    assertThat(Alternates.keep(List.of(heldBack, before, lately), NOW))
        .containsExactly(heldBack, before, lately);
  }

  @Test
  void takesAVersionThatCameBackForOne() {
    RepomdFile rolledBackTo = file(50, 0);
    assertThat(Alternates.keep(List.of(rolledBackTo, file(1, 0), rolledBackTo), NOW))
        .containsExactly(rolledBackTo, file(1, 0));
  }

  private static List<Integer> kept(int... hours) {
    return Alternates.keep(IntStream.of(hours).mapToObj(h -> file(h, 0)).toList(), NOW).stream()
        .map(file -> (int) Duration.between(Instant.ofEpochSecond(file.timestamp()), NOW).toHours())
        .toList();
  }

  private static RepomdFile file(int hours, int released) {
    return new RepomdFile(
        ago(hours),
        1000,
        Optional.empty(),
        Optional.empty(),
        "%064x".formatted(hours),
        Optional.empty(),
        released == 0 ? 0 : ago(released));
  }

  private static long ago(int hours) {
    return NOW.minus(Duration.ofHours(hours)).getEpochSecond();
  }
}
