package entrepot.app.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {
  @TempDir Path etc;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(etc.resolve("sources.list.d"));
  }

  @Test
  void a_deb822_stanza_signed_by_debians_keyring_is_found() throws IOException {
    Files.writeString(
        etc.resolve("sources.list.d/debian.sources"),
        """
        Types: deb deb-src
        # http://snapshot.example.org/archive
        URIs: http://debian.example.org/debian
        Suites: bookworm
         bookworm-updates
        Components: main contrib
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
        """);
    AptStanza stanza = new AptSources(etc).debian().orElseThrow();
    assertThat(stanza.uri()).hasToString("http://debian.example.org/debian");
    assertThat(stanza.suites()).containsExactly("bookworm", "bookworm-updates");
    assertThat(stanza.components()).containsExactly("main", "contrib");
    assertThat(stanza.signedBy())
        .contains(Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"));
  }

  @Test
  void a_one_line_source_is_found() throws IOException {
    Files.writeString(
        etc.resolve("sources.list"),
        """
        # deb http://old.example.org/debian buster main
        deb-src http://src.example.org/debian bookworm main
        deb [arch=amd64 signed-by=/k/debian-archive-keyring.gpg] http://a.example.org/debian bookworm main # ours
        """);
    AptStanza stanza = new AptSources(etc).debian().orElseThrow();
    assertThat(stanza.uri()).hasToString("http://a.example.org/debian");
    assertThat(stanza.components()).isEqualTo(List.of("main"));
  }

  @Test
  void sources_of_other_signers_and_disabled_ones_are_passed_over() throws IOException {
    Files.writeString(
        etc.resolve("sources.list.d/a.sources"),
        """
        Types: deb
        URIs: https://other.example.org/apt
        Suites: stable
        Components: main
        Signed-By: /usr/share/keyrings/other.gpg

        Types: deb
        Enabled: no
        URIs: http://off.example.org/debian
        Suites: bookworm
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
        """);
    assertThat(new AptSources(etc).debian()).isEmpty();
    assertThat(new AptSources(etc).stanzas()).hasSize(1);
  }

  @Test
  void a_machine_without_apt_has_no_sources() {
    assertThat(new AptSources(etc.resolve("nowhere")).stanzas()).isEmpty();
  }
}
