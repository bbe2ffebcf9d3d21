package entrepot.vm.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes words of apt's configuration is looked at first. */
class DebianSourceTest {
  @Test
  void namesKernelAndArchitectureAsEachSideDoes() {
    DebianSource source = source("http://127.0.0.1:8081/debian/", "bookworm", "i386");
    assertThat(source.kernel()).isEqualTo("linux-image-686");
    assertThat(source.machine()).isEqualTo("i386");
    assertThat(source.from()).hasToString("http://127.0.0.1:8081/debian");
    assertThat(source("http://h/d", "bookworm", "amd64").machine()).isEqualTo("x86_64");
  }

  @ParameterizedTest
  @CsvSource({
    "file:///etc, bookworm, amd64",
    "http:/etc, bookworm, amd64",
    "http://h/d, '../x', amd64",
    "http://h/d, 'stable main', amd64",
    "http://h/d, bookworm, sparc"
  })
  void refusesWhatIsNone(String from, String suite, String architecture) {
    assertThatThrownBy(() -> source(from, suite, architecture))
        .isInstanceOf(GuestNotBuilt.class)
        .hasMessageStartingWith("building an image: ");
  }

  private static DebianSource source(String from, String suite, String architecture) {
    return new DebianSource(
        URI.create(from),
        suite,
        architecture,
        Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"),
        "debian",
        URI.create("http://upstream.example.org/debian"));
  }
}
