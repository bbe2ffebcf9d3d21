package entrepot.collect.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad file costs only itself, a bad page only itself, and neither memory nor time. */
final class HostilePageTest {
  private static final String GOOD = Pages.file("foo-1.0.tar.gz", "");

  /** The page comes piece by piece, and counts how many were asked for. */
  private static final class Pieces extends InputStream {
    private final int count;
    private final IntFunction<String> piece;
    private byte[] current = new byte[0];
    private int at;
    private int next;

    Pieces(int count, IntFunction<String> piece) {
      this.count = count;
      this.piece = piece;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (at == current.length) {
        if (next == count) {
          return -1;
        }
        current = piece.apply(next++).getBytes(StandardCharsets.UTF_8);
        at = 0;
      }
      int taken = Math.min(length, current.length - at);
      System.arraycopy(current, at, buffer, offset, taken);
      at += taken;
      return taken;
    }
  }

  private static void refuses(ReadPage read, String reason) {
    assertThat(read.page().files())
        .extracting(ProjectFile::filename)
        .containsExactly("foo-1.0.tar.gz");
    assertThat(read.refused())
        .singleElement()
        .extracting(RefusedFile::reason)
        .asString()
        .contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "..",
        ".",
        "",
        "a/b.tar.gz",
        "/etc/passwd",
        "a\\\\b.tar.gz",
        "foo\\u0000-1.0.tar.gz",
        "foo\\n-1.0.tar.gz",
        "foo\\u001b[31m.whl",
        "foo\\u202egnp.whl",
        "foo\\ud800.whl",
        "foo<script>.whl",
        "foo\\\"x.whl",
        "foo'x.whl",
        "foo%2f.whl",
        "foo?x.whl",
        "foo#x.whl",
        "foo:x.whl",
        ".hidden",
        "-rf",
        "index.html",
        "foo-1.0-py3-none-any.whl.metadata",
        "foo-1.0.tar.gz "
      })
  void aNameThatIsUnsafeInAPathOrPageIsRefused(String name) {
    refuses(Pages.json(Pages.page(GOOD, Pages.file(name, ""))), "file name");
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    refuses(Pages.json(Pages.page(GOOD, Pages.file("a".repeat(300), ""))), "longer than 240");
    refuses(Pages.json(Pages.page(GOOD, Pages.file("\u00e4".repeat(150), ""))), "longer than 240");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://index.test/x",
        "http://user:secret@index.test/x",
        "http:///x",
        "http://[::1/x",
        "x%zz",
        "\\u0000http://index.test/x",
        "java\\nscript:alert(1)",
        "//",
        "mailto:x@index.test"
      })
  void anAddressThatIsNotHttpIsRefused(String url) {
    String file = "{\"filename\":\"foo-2.tar.gz\",\"url\":\"%s\",\"hashes\":{}}".formatted(url);
    refuses(Pages.json(Pages.page(GOOD, file)), "url");
    String provenance = Pages.file("foo-2.tar.gz", ",\"provenance\":\"%s\"".formatted(url));
    refuses(Pages.json(Pages.page(GOOD, provenance)), "provenance");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"size\":-1",
        ",\"size\":1.5",
        ",\"size\":\"17\"",
        ",\"size\":99999999999999999999999999",
        ",\"size\":{\"a\":[1,{\"b\":2}]}",
        ",\"yanked\":1",
        ",\"yanked\":[\"x\"]",
        ",\"requires-python\":3",
        ",\"upload-time\":1700000000",
        ",\"provenance\":{}",
        ",\"core-metadata\":\"true\"",
        ",\"core-metadata\":{\"sha256\":\"xyz\"}",
        ",\"size\":1,\"size\":2",
        ",\"url\":\"http://elsewhere.test/foo-2.tar.gz\"",
      })
  void aValueOfTheWrongTypeOrTwiceCostsTheFile(String more) {
    refuses(Pages.json(Pages.page(Pages.file("foo-2.tar.gz", more), GOOD)), "it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sha256\":\"ab\"}",
        "{\"sha256\":\"%s\"}",
        "{\"sha256\":17}",
        "{\"sha256\":{}}",
        "{\"md5\":\"00000000000000000000000000000000\",\"MD5\":\"00000000000000000000000000000000\"}",
        "[]",
        "\"sha256\"",
      })
  void aDigestThatIsNoneCostsTheFile(String hashes) {
    String file =
        "{\"filename\":\"foo-2.tar.gz\",\"url\":\"x\",\"hashes\":%s}"
            .formatted(hashes.replace("%s", "g".repeat(64)));
    refuses(Pages.json(Pages.page(file, GOOD)), "hashes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "null", "\"x\"", "[[[]]]", "{}", "{\"filename\":\"x.whl\"}"})
  void anElementThatIsNoFileCostsOnlyItself(String element) {
    refuses(Pages.json(Pages.page(element, GOOD)), "it ");
  }

  @Test
  void theSecondFileOfANameIsRefused() {
    refuses(Pages.json(Pages.page(GOOD, GOOD)), "twice");
  }

  @Test
  void textIsCarriedWithoutWhatIsNotText() {
    ReadPage read =
        Pages.json(
            Pages.page(Pages.file("foo-1.0.tar.gz", ",\"yanked\":\"a\\u0000b\\ud800c\\u202ed\"")));

    assertThat(read.page().files().getFirst().yanked()).contains("a\uFFFDb\uFFFDc\uFFFDd");
    refuses(
        Pages.json(
            Pages.page(GOOD, Pages.file("foo-2.zip", ",\"yanked\":\"" + "x".repeat(5_000) + "\""))),
        "longer than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{}",
        "{\"name\":\"foo\"}",
        "{\"files\":[]}",
        "{\"name\":\"foo\",\"files\":{}}",
        "{\"name\":\"foo\",\"files\":[]",
        "{\"name\":\"foo\",\"files\":[]}{}",
        "{\"name\":\"foo\",\"files\":[],\"files\":[]}",
        "{\"name\":\"bar\",\"files\":[]}",
        "{\"name\":17,\"files\":[]}",
        "{\"name\":\"../foo\",\"files\":[]}",
        "{\"name\":\"foo\",\"files\":[],\"versions\":{}}",
        "{\"name\":\"foo\",\"files\":[],\"project-status\":{\"status\":\"<script>\"}}",
        "{\"name\":\"foo\",\"files\":[],\"project-status\":\"archived\"}",
        "{\"name\":\"foo\",\"files\":[],\"meta\":{\"api-version\":\"2.0\"}}",
        "{\"name\":\"foo\",\"files\":[],\"meta\":{\"api-version\":1.0}}",
        "{\"name\":\"foo\",\"files\":[],\"meta\":{\"_last-serial\":\"7\"}}",
        "{\"name\":\"foo\",\"files\":[],\"meta\":{\"_last-serial\":-7}}",
        "{\"name\":\"foo\",\"files\":[],\"meta\":{\"_last-serial\":7.5}}",
        "{\"name\":\"foo\",\"files\":[],\"meta\":{\"_last-serial\":1e400}}",
        "{\"name\":\"foo\",\"files\":[],\"meta\":{\"_last-serial\":99999999999999999999}}",
        "{\"name\":\"foo\",\"files\":[],\"meta\":{\"_last-serial\":7,\"_last-serial\":8}}",
        "{\"name\":\"foo\",\"files\":[NaN]}",
        "{\"name\":\"foo\",'files':[]}",
        "<html></html>"
      })
  void aPageThatIsNoneIsRefused(String page) {
    assertThatThrownBy(() -> Pages.json(page)).isInstanceOf(PageRefused.class);
  }

  @Test
  void depthAndLengthAndNumbersAreBounded() {
    List<String> hostile =
        List.of(
            "{\"x\":" + "[".repeat(100_000),
            "{\"x\":" + "{\"x\":".repeat(100_000),
            "{\"x\":\"" + "y".repeat(2_000_000) + "\"}",
            "{\"" + "y".repeat(100_000) + "\":1}",
            Pages.page(Pages.file("foo-2.zip", ",\"size\":" + "9".repeat(100_000))));
    for (String page : hostile) {
      assertThatThrownBy(() -> Pages.json(page)).isInstanceOf(PageRefused.class);
    }
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    byte[] page =
        Pages.page(Pages.file("foo-\u00e4.zip", "")).getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Pages.read(page, IndexFormat.JSON, "foo"))
        .isInstanceOf(PageRefused.class)
        .hasMessageContaining("UTF-8");
    byte[] html = "<a href='foo-\u00e4.zip'>x</a>".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Pages.read(html, IndexFormat.HTML, "foo"))
        .isInstanceOf(PageRefused.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aPageOfAMillionFilesIsRefusedAtTheFirstTooMany() {
    Pieces json =
        new Pieces(
            1_000_001,
            i ->
                i == 0
                    ? "{\"name\":\"foo\",\"files\":["
                    : Pages.file("foo-" + i + ".zip", "") + ",");
    Pieces html =
        new Pieces(1_000_000, i -> "<a href='foo-%d.zip'>foo-%d.zip</a><br>\n".formatted(i, i));

    tooMany(json, IndexFormat.JSON);
    tooMany(html, IndexFormat.HTML);
  }

  private static void tooMany(Pieces pieces, IndexFormat format) {
    PageLimits limits = new PageLimits(1L << 30, 1_000, 10);
    assertThatThrownBy(() -> read(pieces, format, limits))
        .isInstanceOf(PageRefused.class)
        .hasMessageContaining("more than 1000 files");
    assertThat(pieces.next).as("pieces read").isLessThan(3_000);
  }

  private static ReadPage read(Pieces pieces, IndexFormat format, PageLimits limits)
      throws IOException {
    return new PageReader(limits).read(pieces, format, Pages.BASE, ProjectName.of("foo"));
  }

  @Test
  void aPageIsNotReadBeyondItsBytes() {
    Pieces endless = new Pieces(Integer.MAX_VALUE, i -> i == 0 ? "{\"x\":[0" : ",0".repeat(500));

    assertThatThrownBy(() -> read(endless, IndexFormat.JSON, new PageLimits(100_000, 1_000, 10)))
        .isInstanceOf(PageRefused.class)
        .hasMessageContaining("more than 100000 characters");
    assertThat(endless.next).isLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div>",
        "<b>",
        "<a>",
        "<p><b>",
        "<!-- -",
        "<div><b></b>",
        "x",
        "<a ",
        "<svg><g>",
        "<table><tr>"
      })
  void htmlThatNothingClosesIsRefusedInTime(String piece) {
    Pieces endless = new Pieces(Integer.MAX_VALUE, i -> piece.repeat(100));

    assertThatThrownBy(() -> read(endless, IndexFormat.HTML, new PageLimits(8 << 20, 1_000, 10)))
        .isInstanceOf(PageRefused.class);
  }

  @Test
  void hostileLinksOfHtmlCostOnlyThemselves() {
    ReadPage read =
        Pages.html(
            """
            <meta name="pypi:repository-version" content="1.0"><script>document.write("<a href=x>")</script>
            <a href="javascript:alert(1)" onclick="alert(2)">foo-2.zip</a>
            <a href="files/..%2f..%2fetc%2fpasswd">foo-3.zip</a>
            <a href="files/foo%00.zip">foo-4.zip</a>
            <a href="http://user:secret@index.test/foo-5.zip">foo-5.zip</a>
            <a href="foo-6.zip#sha256=zz">foo-6.zip</a>
            <a href="foo-7.zip" data-core-metadata="sha256=zz">foo-7.zip</a>
            <a href="foo-8.zip" data-provenance="javascript:alert(1)">foo-8.zip</a>
            <a href="foo-%ff.zip">foo-9.zip</a>
            <a href="foo-1.0.tar.gz" data-yanked="&quot;><script>x</script>">foo-1.0.tar.gz</a>
            """);

    assertThat(read.page().files())
        .extracting(ProjectFile::filename)
        .containsExactly("foo-1.0.tar.gz");
    assertThat(read.refused()).hasSize(8);
    assertThat(new String(PageWriter.html(read.page(), f -> f.filename()), StandardCharsets.UTF_8))
        .doesNotContain("<script");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<meta name='pypi:repository-version' content='2.0'>",
        "<base href='javascript:alert(1)'>",
        "<meta name='pypi:project-status' content='\"><script>'>"
      })
  void aHostileHtmlPageIsRefused(String page) {
    assertThatThrownBy(() -> Pages.html(page)).isInstanceOf(PageRefused.class);
  }

  @Test
  void whatIsReportedCanBeShown() {
    ReadPage read = Pages.json(Pages.page(Pages.file("\\u001b[2J\\u202e" + "x".repeat(9_000), "")));

    assertThat(read.refused().getFirst().filename()).hasSizeLessThan(130).startsWith("\uFFFD[2J");
  }

  @Test
  void noCharacterBreaksAPage() {
    List<ProjectFile> files =
        IntStream.range(0, 0x3000)
            .mapToObj(
                c -> yanked("foo-1.%05d.zip".formatted(c), Texts.carried("x" + (char) c + "y")))
            .toList();
    ProjectPage page =
        new ProjectPage(
            ProjectName.of("foo"), files, List.of(), OptionalLong.empty(), Optional.empty());

    for (byte[] written :
        List.of(PageWriter.html(page, PageTest::place), PageWriter.json(page, PageTest::place))) {
      IndexFormat format = written[0] == '{' ? IndexFormat.JSON : IndexFormat.HTML;
      assertThat(Pages.read(written, format, "foo").page().files()).isEqualTo(files);
    }
  }

  private static ProjectFile yanked(String name, String reason) {
    ProjectFile plain = PageTest.plain(name);
    return new ProjectFile(
        name,
        plain.url(),
        plain.hashes(),
        plain.size(),
        plain.uploadTime(),
        plain.requiresPython(),
        Optional.of(reason),
        plain.coreMetadata(),
        plain.provenance());
  }
}
