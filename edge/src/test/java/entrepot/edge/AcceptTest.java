package entrepot.edge;

import static entrepot.edge.Representation.HTML;
import static entrepot.edge.Representation.V1_HTML;
import static entrepot.edge.Representation.V1_JSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The choice by Accept, RFC 9110 §12.5.1. */
class AcceptTest {
  private static final String JSON = "application/vnd.pypi.simple.v1+json";
  private static final String HTML_1 = "application/vnd.pypi.simple.v1+html";
  private static final Offer ALL = new Offer(true, true, true);

  private static @Nullable Representation best(String... lines) {
    return Accept.best(List.of(lines), ALL);
  }

  @Test
  void defaultsToHtml() {
    assertThat(best()).isEqualTo(HTML);
    assertThat(best("")).isEqualTo(HTML);
    assertThat(best(" , ,")).isEqualTo(HTML);
    assertThat(best("*/*")).isEqualTo(HTML);
    assertThat(best("text/*, application/*")).isEqualTo(HTML);
    assertThat(best("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2")).isEqualTo(HTML);
  }

  @Test
  void weighsByQuality() {
    assertThat(best(JSON + ";q=0.2, text/html;q=0.3")).isEqualTo(HTML);
    assertThat(best(JSON + ";q=0.31, text/html;q=0.3")).isEqualTo(V1_JSON);
    assertThat(best(JSON + " ; foo=bar ; Q=0.001 , " + HTML_1 + ";q=0.002")).isEqualTo(V1_HTML);
    assertThat(best(JSON + ";q=1.000,text/html;q=0.999")).isEqualTo(V1_JSON);
    assertThat(best("application/vnd.pypi.simple.latest+html, */*;q=0.5")).isEqualTo(V1_HTML);
    assertThat(best(JSON + ", " + HTML_1 + ", text/html")).isEqualTo(V1_JSON);
    assertThat(best("*/*, " + JSON)).isEqualTo(V1_JSON);
    assertThat(best("application/*, text/html;q=0.1")).isEqualTo(V1_JSON);
  }

  @Test
  void takesTheMostSpecificRange() {
    assertThat(best("*/*, text/html;q=0")).isEqualTo(V1_JSON);
    assertThat(best("*/*, application/*;q=0, text/html;q=0")).isNull();
    assertThat(best("text/*;q=0, */*")).isEqualTo(V1_JSON);
    assertThat(best("application/*;q=0, " + HTML_1)).isEqualTo(V1_HTML);
    assertThat(best("*/*;q=0")).isNull();
    assertThat(best(JSON + ";q=0.000")).isNull();
  }

  @Test
  void passesOverWhatIsNoRange() {
    for (String quality : List.of("2", "-1", "1.1", "a", "", "0,5", "0.x", "1e-1", "+1", "00.5")) {
      assertThat(best(JSON + ";q=" + quality + ", text/html;q=0.1")).as(quality).isEqualTo(HTML);
    }
    assertThat(best("text/html;level=\"a,b;q=0\\\"\";q=0.1, " + HTML_1 + ";q=0.2"))
        .isEqualTo(V1_HTML);
    assertThat(best("image/png")).isNull();
    assertThat(best("text/html-ish, xtext/html")).isNull();
    assertThat(best("q=1, ;q=1, ;;;, /, */, /*")).isNull();
  }

  @Test
  void readsNoMoreThanAnybodyNeeds() {
    assertThat(best("image/png,".repeat(70) + JSON)).isNull();
    assertThat(best("image/png,".repeat(60) + JSON)).isEqualTo(V1_JSON);
  }

  @Test
  void offersWhatIsThere() {
    assertThat(Accept.best(List.of(JSON), new Offer(true, false, false))).isNull();
    assertThat(Accept.best(List.of("*/*"), new Offer(false, false, true))).isEqualTo(V1_JSON);
    assertThat(Accept.best(List.of(), new Offer(false, false, false))).isNull();
  }

  @Test
  void neverFails() {
    String letters = "ab*/;,=\"\\q01.+ \ttexthtml";
    Random random = new Random(4);
    for (int i = 0; i < 200_000; i++) {
      StringBuilder line = new StringBuilder(JSON.substring(0, random.nextInt(JSON.length())));
      for (int n = random.nextInt(30); n > 0; n--) {
        line.append(letters.charAt(random.nextInt(letters.length())));
      }
      var _ = best(line.toString(), line.reverse().toString());
    }
  }
}
