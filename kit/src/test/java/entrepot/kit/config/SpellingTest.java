package entrepot.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KEYS =
      List.of("policy", "source", "suites", "components", "password-file", "check-valid-until");

  @ParameterizedTest
  @CsvSource({
    "polcy, policy",
    "plociy, policy",
    "Policy, policy",
    "sources, source",
    "component, components",
    "password, password-file",
    "check_valid_until, check-valid-until",
  })
  void findsWhatWasMeant(String written, String meant) {
    assertThat(Spelling.nearest(written, KEYS)).contains(meant);
    assertThat(Spelling.suggest(written, KEYS)).isEqualTo("did you mean '" + meant + "'?");
  }

  @Test
  void namesAllWhenNothingIsNear() {
    assertThat(Spelling.nearest("colour", KEYS)).isEmpty();
    assertThat(Spelling.suggest("colour", KEYS)).startsWith("known are policy, source, ");
    assertThat(Spelling.suggest("colour", List.of())).isEqualTo("remove it");
  }

  @ParameterizedTest
  @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "'', abc, 3", "kitten, sitting, 3"})
  void countsInsertionsDeletionsChangesAndSwaps(String left, String right, int distance) {
    assertThat(Spelling.distance(left, right)).isEqualTo(distance);
    assertThat(Spelling.distance(right, left)).isEqualTo(distance);
  }
}
