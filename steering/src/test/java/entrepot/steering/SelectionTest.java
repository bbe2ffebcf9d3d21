package entrepot.steering;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.steering.map.Host;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void putsFirstInProportionToTheWeightsWhetherTheRingIsSmallOrLarge() {
    for (int size : new int[] {4, 40}) {
      Ring ring = ring(size);
      SplittableRandom random = new SplittableRandom(7);
      int heavy = 0;
      for (int i = 0; i < 10_000; i++) {
        Selection selection = new Selection(_ -> true, random);
        selection.add(ring);
        heavy += selection.mirror(0) == 0 ? 1 : 0;
      }
      // The first weighs as much as all others together.
      assertThat(heavy).isBetween(4_800, 5_200);
    }
  }

  @Test
  void namesEachOnceAndNoMoreThanAClientTries() {
    Selection selection = new Selection(number -> number % 2 == 0, new SplittableRandom(7));
    assertThat(selection.add(ring(20))).isEqualTo(10);
    assertThat(selection.add(ring(20))).isZero();
    assertThat(selection.add(ring(500))).isEqualTo(Selection.MOST - 10);
    assertThat(IntStream.range(0, selection.count()).map(selection::mirror).distinct().count())
        .isEqualTo(Selection.MOST);
  }

  @Test
  void findsTheFewThatMayBeNamedAmongMany() {
    Selection selection = new Selection(number -> number == 499, new SplittableRandom(7));
    assertThat(selection.add(ring(500))).isEqualTo(1);
    assertThat(selection.mirror(0)).isEqualTo(499);
  }

  /** The first mirror weighs as much as the others together. */
  private static Ring ring(int size) {
    return new Ring(
        IntStream.range(0, size)
            .mapToObj(i ->
                new Mirror(
                    i,
                    Host.external("h" + i, List.of(URI.create("http://h" + i)))
                        .weighing(i == 0 ? size - 1 : 1)))
            .toList());
  }
}
