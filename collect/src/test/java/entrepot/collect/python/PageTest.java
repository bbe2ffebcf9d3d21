package entrepot.collect.python;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A page is read as it was written, whatever its form. */
final class PageTest {
  private static final URI BASE = URI.create("http://index.test/simple/foo/");

  static ReadPage json(String text) throws IOException {
    return read(text, IndexFormat.JSON);
  }

  static ReadPage html(String text) throws IOException {
    return read(text, IndexFormat.HTML);
  }

  private static ReadPage read(String text, IndexFormat format) throws IOException {
    return new PageReader(PageLimits.DEFAULT)
        .read(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            format,
            BASE,
            ProjectName.of("foo"));
  }

  static String page(String... files) {
    return "{\"meta\":{\"api-version\":\"1.1\",\"_last-serial\":7},\"name\":\"Foo\",\"files\":["
        + String.join(",", files)
        + "],\"versions\":[\"1.0\",\"0.9\"]}";
  }

  @Test
  void everythingOfAFileIsCarried() throws IOException {
    String text =
        page(
            """
            {"filename":"foo-1.0+cpu-py3-none-any.whl","url":"../../f/foo-1.0%%2Bcpu-py3-none-any.whl",
             "hashes":{"sha256":"%s","blake2b_256":"00","md5":"%s"},"requires-python":">=3.8, <4",
             "yanked":"broken <b>","core-metadata":{"sha256":"%s"},"size":17,
             "upload-time":"2024-01-02T03:04:05.678901Z",
             "provenance":"https://index.test/integrity/x","gpg-sig":false}
            """
                .formatted("ab".repeat(32), "cd".repeat(16), "ef".repeat(32)));

    ReadPage read = json(text);

    assertThat(read.refused()).isEmpty();
    ProjectFile file = read.page().files().getFirst();
    assertThat(file.url()).hasToString("http://index.test/f/foo-1.0%2Bcpu-py3-none-any.whl");
    assertThat(file.hashes())
        .containsExactly(
            Digest.sha256("ab".repeat(32)), Digest.ofHex(Digest.Algorithm.MD5, "cd".repeat(16)));
    assertThat(file.yanked()).contains("broken <b>");
    assertThat(read.page().serial()).hasValue(7);

    byte[] written = PageWriter.json(read.page(), f -> "../../packages/" + f.filename());
    ReadPage again = json(new String(written, StandardCharsets.UTF_8));
    assertThat(again.page().files().getFirst())
        .usingRecursiveComparison()
        .ignoringFields("url")
        .isEqualTo(file);
    assertThat(again.page().versions()).containsExactly("0.9", "1.0");
    assertThat(again.page().files().getFirst().url())
        .hasToString("http://index.test/packages/foo-1.0%2Bcpu-py3-none-any.whl");
    assertThat(PageWriter.json(again.page(), f -> "../../packages/" + f.filename()))
        .isEqualTo(written);
  }

  @Test
  void aBadFileCostsOnlyItself() throws IOException {
    ReadPage read =
        json(
            page(
                "{\"filename\":\"../../etc/passwd\",\"url\":\"x\",\"hashes\":{}}",
                "{\"filename\":\"foo-1.0.tar.gz\",\"url\":\"javascript:alert(1)\",\"hashes\":{}}",
                "{\"filename\":\"foo-1.1.tar.gz\",\"url\":\"y\",\"hashes\":{}}"));

    assertThat(read.page().files())
        .extracting(ProjectFile::filename)
        .containsExactly("foo-1.1.tar.gz");
    assertThat(read.refused())
        .extracting(RefusedFile::filename)
        .containsExactly("../../etc/passwd", "foo-1.0.tar.gz");
  }
}
