package entrepot.collect.python;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A page is read as it was written, whatever its form. */
final class PageTest {
  static String place(ProjectFile file) {
    return "../../packages/foo/" + file.filename();
  }

  static final ProjectFile FULL =
      new ProjectFile(
          "foo-1!1.0+cpu-py3-none-any.whl",
          URI.create("http://index.test/packages/foo/foo-1%211.0%2Bcpu-py3-none-any.whl"),
          List.of(
              Digest.ofHex(Digest.Algorithm.MD5, "cd".repeat(16)),
              Digest.sha256("ab".repeat(32)),
              Digest.ofHex(Digest.Algorithm.SHA512, "01".repeat(64))),
          OptionalLong.of(17),
          Optional.of(Instant.parse("2024-01-02T03:04:05.6789Z")),
          Optional.of(">=3.8, <4"),
          Optional.of("broken </a><script>alert('\"')</script>"),
          CoreMetadata.of(List.of(Digest.sha256("ef".repeat(32)))),
          Optional.of(URI.create("https://index.test/integrity/x?a=1&b=2")));

  static final ProjectPage PAGE =
      new ProjectPage(
          ProjectName.of("foo"),
          List.of(FULL, plain("foo-1.0.tar.gz"), plain("foo-0.9.zip")),
          List.of("1!1.0+cpu", "1.0", "0.9", "not a version", "1.0"),
          OptionalLong.of(42),
          Optional.of(new ProjectStatus("archived", Optional.of("it <rests>"))));

  static ProjectFile plain(String name) {
    return new ProjectFile(
        name,
        URI.create("http://index.test/packages/foo/" + name),
        List.of(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        CoreMetadata.NONE,
        Optional.empty());
  }

  @Test
  void jsonCarriesEverything() {
    byte[] written = PageWriter.json(PAGE, PageTest::place);

    ReadPage read = Pages.read(written, IndexFormat.JSON, "foo");

    assertThat(read.refused()).isEmpty();
    assertThat(read.page().files()).containsExactlyInAnyOrderElementsOf(PAGE.files());
    assertThat(read.page().versions()).containsExactly("not a version", "0.9", "1.0", "1!1.0+cpu");
    assertThat(read.page().serial()).hasValue(42);
    assertThat(read.page().status()).isEqualTo(PAGE.status());
    assertThat(PageWriter.json(read.page(), PageTest::place)).isEqualTo(written);
  }

  @Test
  void htmlCarriesAllThatHtmlHasAPlaceFor() {
    byte[] written = PageWriter.html(PAGE, PageTest::place);

    ReadPage read = Pages.read(written, IndexFormat.HTML, "foo");

    assertThat(read.refused()).isEmpty();
    assertThat(read.page().files())
        .extracting(ProjectFile::filename)
        .containsExactly("foo-0.9.zip", "foo-1!1.0+cpu-py3-none-any.whl", "foo-1.0.tar.gz");
    ProjectFile file = read.page().files().get(1);
    assertThat(file)
        .usingRecursiveComparison()
        .ignoringFields("hashes", "size", "uploadTime")
        .isEqualTo(FULL);
    assertThat(file.hashes()).containsExactly(Digest.sha256("ab".repeat(32)));
    assertThat(read.page().versions()).containsExactlyInAnyOrder("0.9", "1.0", "1!1.0+cpu");
    assertThat(read.page().serial()).hasValue(42);
    assertThat(read.page().status()).isEqualTo(PAGE.status());
  }

  @Test
  void theSameContentIsTheSameBytes() {
    ProjectPage turned =
        PAGE.with(PAGE.files().reversed(), List.of("1.0", "0.9", "1!1.0+cpu", "not a version"));

    assertThat(PageWriter.json(turned, PageTest::place))
        .isEqualTo(PageWriter.json(PAGE, PageTest::place));
    assertThat(PageWriter.html(turned, PageTest::place))
        .isEqualTo(PageWriter.html(PAGE, PageTest::place));
  }

  @Test
  void noForeignTextBecomesMarkup() {
    String html = new String(PageWriter.html(PAGE, PageTest::place), StandardCharsets.UTF_8);

    assertThat(html).doesNotContain("<script", "<rests").contains("&lt;script&gt;", "it &lt;rests");
    assertThat(html)
        .contains("href=\"../../packages/foo/foo-1%211.0%2Bcpu-py3-none-any.whl#sha256=abab");
  }

  @Test
  void strongestDigestsComeFirst() {
    assertThat(FULL.strongest()).contains(FULL.hashes().getFirst());
    assertThat(FULL.hashes())
        .extracting(Digest::algorithm)
        .containsExactly(Digest.Algorithm.SHA512, Digest.Algorithm.SHA256, Digest.Algorithm.MD5);
  }

  @Test
  void pypisJsonIsRead() {
    ReadPage read =
        Pages.read(Pages.recorded("sampleproject.json"), IndexFormat.JSON, "SampleProject");

    assertThat(read.refused()).isEmpty();
    ProjectPage page = read.page();
    assertThat(page.serial()).hasValue(26_056_293);
    assertThat(page.status())
        .contains(new ProjectStatus("archived", Optional.of("Only an example")));
    assertThat(page.versions()).containsExactly("1.0", "3.0.0", "4.0.0");
    assertThat(page.files())
        .extracting(f -> f.size().orElse(0))
        .containsExactly(3148L, 4662L, 5330L);
    assertThat(page.files().get(1).coreMetadata().digests()).hasSize(1);
    assertThat(page.files().get(1).provenance()).isPresent();
    assertThat(page.files().get(1).uploadTime())
        .contains(Instant.parse("2024-11-06T22:37:25.480166Z"));
    assertThat(page.files().get(2).yanked()).contains("Wrong <metadata>, \"really\"");
  }

  @Test
  void pypisHtmlTellsTheSame() {
    ProjectPage json =
        Pages.read(Pages.recorded("sampleproject.json"), IndexFormat.JSON, "sampleproject").page();

    ReadPage read =
        Pages.read(Pages.recorded("sampleproject.html"), IndexFormat.HTML, "sampleproject");

    assertThat(read.refused()).isEmpty();
    assertThat(read.page())
        .usingRecursiveComparison()
        .ignoringFields("files.size", "files.uploadTime")
        .isEqualTo(json);
  }

  @Test
  void aBaseAndAListingsOwnLinksAreUnderstood() {
    ReadPage read =
        Pages.html(
            """
            <HTML><base href="/files/"><base href="/other/">
            <a href="../">Parent</a> <a href="?C=N;O=D">Name</a> <a href=''>x</a> <a name=y>z</a>
            <A HREF=foo-1.0.tar.gz#md5=%s&amp;egg=foo>foo 1.0</A>
            <a href='foo-1.1.zip' data-yanked>foo-1.1.zip</a> <a href="foo-1.2.zip">foo-1.2.zip
            """
                .formatted("ab".repeat(16)));

    assertThat(read.refused()).isEmpty();
    assertThat(read.page().files())
        .extracting(file -> file.url().toString())
        .containsExactly(
            "http://index.test/files/foo-1.0.tar.gz",
            "http://index.test/files/foo-1.1.zip",
            "http://index.test/files/foo-1.2.zip");
    assertThat(read.page().files().getFirst().hashes()).hasSize(1);
    assertThat(read.page().files().get(1).yanked()).contains("");
  }

  @Test
  void theTypeOfAnAnswerSaysItsForm() {
    assertThat(IndexFormat.of("Application/vnd.pypi.simple.v1+JSON; charset=utf-8"))
        .contains(IndexFormat.JSON);
    assertThat(IndexFormat.of("text/html;charset=UTF-8")).contains(IndexFormat.HTML);
    assertThat(IndexFormat.of("application/vnd.pypi.simple.v2+json")).isEmpty();
  }
}
