package entrepot.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.config.InvalidConfiguration;
import entrepot.kit.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the file says, it is read or refused in words: nothing else is thrown. */
class HostileConfigurationTest {
  private static final List<String> OTHER_VALUES =
      List.of(
          "5",
          "-1",
          "1.5",
          "99999999999999999999",
          ".nan",
          "text",
          "''",
          "true",
          "[]",
          "[1, [2]]",
          "[{a: b}]",
          "{}",
          "{a: {b: c}}",
          "",
          "null",
          "2026-11-21",
          "!!binary aGVsbG8=",
          "!unknown text",
          "&anchor text",
          "*anchor",
          "http://u:hidden@h/",
          "|\n   block");

  @TempDir Path folder;

  @Test
  void eachValueMayBeAnyOther() throws IOException {
    List<String> lines = ConfigurationFile.example().lines().toList();
    int refused = 0;
    for (int i = 0; i < lines.size(); i++) {
      int colon = lines.get(i).indexOf(":");
      if (colon < 0 || lines.get(i).startsWith("#")) {
        continue;
      }
      for (String value : OTHER_VALUES) {
        var changed = new java.util.ArrayList<>(lines);
        changed.set(i, lines.get(i).substring(0, colon) + ": " + value);
        refused += refusedInWords(String.join("\n", changed)) ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void eachLetterMayBeAnyOther() throws IOException {
    var random = new Random(20261121);
    String letters = ":-[]{}#&*!|>'\"%@`, \t\n\u0000\u0085\ufeffaZ09\ud83d";
    for (int i = 0; i < 1500; i++) {
      var text = new StringBuilder(ConfigurationFile.example());
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(4));
        char letter = letters.charAt(random.nextInt(letters.length()));
        text.replace(at, end, String.valueOf(letter));
      }
      refusedInWords(text.toString());
    }
  }

  private boolean refusedInWords(String text) throws IOException {
    Path file = folder.resolve("entrepot.yaml");
    Files.write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    long lines = text.lines().count();
    try {
      ConfigurationFile.load(file);
      return false;
    } catch (InvalidConfiguration e) {
      for (Problem problem : e.problems()) {
        assertThat(problem.line()).as("%s", problem).isBetween(1, (int) lines + 1);
        assertThat(problem.column()).as("%s", problem).isPositive();
        assertThat(problem.fix()).as("%s", problem).isNotEmpty();
        assertThat(problem.toString()).doesNotContain("hidden");
      }
      return true;
    }
  }
}
