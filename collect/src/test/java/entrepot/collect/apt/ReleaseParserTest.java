package entrepot.collect.apt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.HostileIndex;
import entrepot.kit.Digest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReleaseParserTest {
  private static final String HEAD = "Suite: stable\nDate: Sun, 01 Nov 2026 00:00:00 UTC\n";

  private static Release parse(String text) {
    return new ReleaseParser("stable", "dists/stable/InRelease").parse(text.getBytes(UTF_8));
  }

  @Test
  void bothDigestsOfAFileAreKept() {
    Release release =
        parse(
            HEAD
                + "Valid-Until: Sun, 8 Nov 2026 1:02:03 UTC\nAcquire-By-Hash: yes\nSHA256:\n "
                + "a".repeat(64)
                + "   12 main/x\nSHA512:\n "
                + "b".repeat(128)
                + " 12 main/x\n");

    ListedFile file = release.file("main/x").orElseThrow();
    assertThat(file.size()).isEqualTo(12);
    assertThat(file.digests())
        .extracting(Digest::algorithm)
        .containsExactly(Digest.Algorithm.SHA256, Digest.Algorithm.SHA512);
    assertThat(release.byHash()).isTrue();
    assertThat(release.date()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(release.validUntil()).contains(Instant.parse("2026-11-08T01:02:03Z"));
  }

  @Test
  void packagesForAllAreApartOnlyWhereTheReleaseSaysSo() {
    String listed = HEAD + "Architectures: all amd64\nSHA256:\n";
    assertThat(parse(listed).allApart()).isTrue();
    assertThat(parse("No-Support-for-Architecture-all: Packages\n" + listed).allApart()).isFalse();
    assertThat(parse(HEAD + "Architectures: amd64\nSHA256:\n").allApart()).isFalse();
  }

  @Test
  void aFileListedInTwoWaysIsRefused() {
    String zeros = "0".repeat(64);
    String ones = "1".repeat(64);
    assertThatThrownBy(() -> parse(HEAD + "SHA256:\n " + zeros + " 1 x\n " + ones + " 1 x\n"))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContaining("listed twice");
  }

  @Test
  void tooManyFilesAreRefused() {
    StringBuilder many = new StringBuilder(HEAD).append("SHA256:\n");
    for (int i = 0; i <= ReleaseParser.MAX_FILES; i++) {
      many.append(' ').append("0".repeat(64)).append(" 1 f").append(i).append('\n');
    }
    assertThatThrownBy(() -> parse(many.toString()))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContaining("dists/stable/InRelease")
        .hasMessageContaining("more than 250000 files");
  }

  @Test
  void linesThatAreNoEntriesAreNamed() {
    for (String line : new String[] {"zz 1 x", "0 1 x", "0".repeat(64) + " -1 x", "x"}) {
      assertThatThrownBy(() -> parse(HEAD + "SHA256:\n " + line + "\n"))
          .isInstanceOf(HostileIndex.class)
          .hasMessageContaining(line);
    }
  }

  @Test
  void aReleaseFileWithoutADateIsRefused() {
    assertThatThrownBy(() -> parse("Suite: stable\nSHA256:\n"))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContaining("no Date");
    assertThatThrownBy(() -> parse("Suite: stable\nDate: yesterday\nSHA256:\n"))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContaining("'yesterday'");
  }
}
