package entrepot.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name that the udev rule gives to a disk in a slot of the lab cloud's machines. */
class DiskNameTest {
  private static final Path SCRIPT =
      Path.of("src/main/root/usr/lib/entrepot-client/disk-name.sh").toAbsolutePath();

  @ParameterizedTest
  @CsvSource({
    "1, xvda",
    "2, xvdb",
    "26, xvdz",
    "27, xvdaa",
    "52, xvdaz",
    "53, xvdba",
    "702, xvdzz"
  })
  void isThatOfTheSlot(String index, String name) {
    for (List<String> shell : List.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"))) {
      assertThat(run(shell, index).output()).isEqualTo(name + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "703", "1000", "03", "-1", "x", "''", "'1 2'"})
  void isNoneForAnythingElse(String index) {
    Ran ran = run(List.of("dash"), index);
    assertThat(ran.output()).isEmpty();
    assertThat(ran.exit()).isEqualTo(1);
  }

  private static Ran run(List<String> shell, String index) {
    List<String> words = new ArrayList<>(shell);
    words.add(SCRIPT.toString());
    words.add(index);
    return Ran.command(Map.of("PATH", "/usr/bin:/bin"), words);
  }
}
