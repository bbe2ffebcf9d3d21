package entrepot.collect.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.HostileIndex;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumReaderTest {
  private static final String A = "aa".repeat(32);
  private static final String B = "bb".repeat(32);

  private static List<Named> read(String text) {
    List<Named> named = new ArrayList<>();
    ChecksumReader.read(TreePath.of("noble/SHA256SUMS"), text.getBytes(UTF_8), named::add);
    return named;
  }

  private static Named named(String path, long size, String hex) {
    return new Named(TreePath.of(path), size, Optional.of(Digest.sha256(hex)));
  }

  @Test
  void coreutilsNameTextAndBinaryFiles() {
    assertThat(read("%s  a.iso\n%s *b b.iso\r\n\n%s  ./sub/c.iso".formatted(A, B, A)))
        .containsExactly(
            named("noble/a.iso", Entry.UNKNOWN_SIZE, A),
            named("noble/b b.iso", Entry.UNKNOWN_SIZE, B),
            named("noble/sub/c.iso", Entry.UNKNOWN_SIZE, A));
  }

  @Test
  void theLengthTellsTheAlgorithm() {
    assertThat(
            read(
                "%s  1\n%s  384\n%s  512\n%s  224\n"
                    .formatted("a".repeat(40), "b".repeat(96), "c".repeat(128), "d".repeat(56))))
        .extracting(n -> n.digest().orElseThrow().algorithm())
        .containsExactly(
            Digest.Algorithm.SHA1,
            Digest.Algorithm.SHA384,
            Digest.Algorithm.SHA512,
            Digest.Algorithm.SHA224);
  }

  @Test
  void bsdLinesHaveTheirSizeInAComment() {
    String text =
        """
        # Fedora-42.iso: 2398523392 bytes
        SHA256 (Fedora-42.iso) = %s
        # other (1).iso: 12 bytes
        MD5 (other (1).iso) = %s
        SHA256 (other (1).iso) = %s
        SHA256 (unsized) = %s
        """
            .formatted(A, "c".repeat(32), B, A);
    assertThat(read(text))
        .containsExactly(
            named("noble/Fedora-42.iso", 2398523392L, A),
            new Named(TreePath.of("noble/other (1).iso"), 12, Optional.empty()),
            named("noble/other (1).iso", 12, B),
            named("noble/unsized", Entry.UNKNOWN_SIZE, A));
  }

  @Test
  void namesMayBeAnyUtf8() {
    assertThat(read(A + "  Überschrift.iso\n"))
        .containsExactly(named("noble/Überschrift.iso", Entry.UNKNOWN_SIZE, A));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A  ../etc/passwd",
        "A  /etc/passwd",
        "A  sub/../../x",
        "A  a//b",
        "A  a/",
        "A  .",
        "A  ./",
        "A  a\\b",
        "A  a\u0001b",
        "A  a\u0000b",
        "\\A  a\\nb",
        "\\A  a\\\\b",
        "\\A  a\\tb",
        "\\A  a\\",
        "SHA256 (../x) = A",
        "SHA256 (/x) = A"
      })
  void aNameThatNoTreeHoldsIsRefused(String line) {
    refused(line.replaceFirst("(?<=^|\\\\|= )A(?= |$)", A), "noble/SHA256SUMS", "line 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "404 Not Found",
        "A",
        "A name",
        "A\tname",
        "AB  name",
        "SHA512 (x) = A",
        "SHA256 (x) =  A",
        "SHA256 () = A",
        "zz  name",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb  name"
      })
  void whatIsNoChecksumLineIsRefused(String line) {
    refused(line.replaceFirst("A(?=B|$| |\t)", A), "noble/SHA256SUMS", "line 2");
  }

  @Test
  void aNameThatIsNotUtf8IsRefused() {
    byte[] line = (A + "  caf\u00e9").getBytes(ISO_8859_1);

    assertThatThrownBy(() -> ChecksumReader.read(TreePath.of("S"), line, n -> {}))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aLineThatDoesNotEndIsRefused() {
    refused(A + "  " + "x".repeat(9_000), "line 2", "longer than 8192 bytes");
  }

  @Test
  void aFileThatNamesNothingIsRefused() {
    assertThatThrownBy(() -> read("# nothing\n\n"))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContaining("it names no file");
  }

  private static void refused(String line, String... words) {
    assertThatThrownBy(() -> read(B + "  good\n" + line + "\n"))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContainingAll(words);
  }
}
