package entrepot.collect.apt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.HostileIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StanzaReaderTest {
  private static List<Map<String, String>> read(String text, StanzaLimits limits)
      throws IOException {
    StanzaReader reader =
        new StanzaReader(
            new ByteArrayInputStream(text.getBytes(UTF_8)), Set.of("a", "b"), limits, "file");
    List<Map<String, String>> all = new ArrayList<>();
    for (Optional<Map<String, String>> s = reader.next(); s.isPresent(); s = reader.next()) {
      all.add(s.get());
    }
    return all;
  }

  private static List<Map<String, String>> read(String text) throws IOException {
    return read(text, StanzaLimits.INDEX);
  }

  @Test
  void wantedFieldsAreKeptWhateverTheirCase() throws IOException {
    assertThat(read("\n\nA: 1\nC: no\n more\nb:\t2 \n\n\n \na: 3"))
        .containsExactly(Map.of("a", "1", "b", "2"), Map.of("a", "3"));
  }

  @Test
  void fieldsGoOnInFurtherLines() throws IOException {
    assertThat(read("A: 1\n 2\n\t3\r\nB:\r\n x\r\n"))
        .containsExactly(Map.of("a", "1\n2\n3", "b", "x"));
  }

  @Test
  void nothingIsNoStanza() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n \n")).isEmpty();
  }

  @Test
  void linesLongerThanTheBufferAreWhole() throws IOException {
    String much = "x".repeat(300_000);
    assertThat(read("C: " + much + "\nA: " + much + "\n\nA: 1\n"))
        .containsExactly(Map.of("a", much), Map.of("a", "1"));
  }

  @Test
  void limitsHold() {
    assertThatThrownBy(() -> read("A: 123456789\n", new StanzaLimits(8, 100, 9)))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContaining("longer than 8");
    assertThatThrownBy(() -> read("A: 1\nB: 2\nC: 3\n", new StanzaLimits(8, 10, 9)))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContaining("stanza 1");
    assertThatThrownBy(() -> read("A: 1\n\nA: 1\n\nA: 1\n", new StanzaLimits(8, 100, 2)))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContaining("more than 2 stanzas");
  }

  @Test
  void whatIsNoFieldIsRefused() {
    assertThatThrownBy(() -> read("A: 1\nrubbish\n")).isInstanceOf(HostileIndex.class);
    assertThatThrownBy(() -> read(": 1\n")).isInstanceOf(HostileIndex.class);
  }
}
