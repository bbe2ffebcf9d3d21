package entrepot.collect.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** pip's own parser finds in our pages what we put there. */
final class PipReadsOurPagesTest {
  @TempDir private Path folder = Path.of("");

  private List<List<String>> links(String media, byte[] page) throws Exception {
    Reference python = new Reference(folder);
    assumeTrue(Files.isExecutable(Reference.PYTHON), "there is no Python");
    assumeTrue(
        python.run("-c", "from pip._internal.index.collector import IndexContent, parse_links"),
        "there is no pip, or its insides are others");
    Path script = folder.resolve("pip_links.py");
    try (InputStream resource = getClass().getResourceAsStream("pip_links.py")) {
      Files.write(script, Objects.requireNonNull(resource).readAllBytes());
    }
    Path file = Files.write(folder.resolve("page"), page);
    assertThat(
            python.run(script.toString(), media, "http://index.test/simple/foo/", file.toString()))
        .as(Files.readString(folder.resolve("errors")))
        .isTrue();
    return Files.readAllLines(folder.resolve("answers")).stream()
        .map(PipReadsOurPagesTest::texts)
        .toList();
  }

  private static List<String> texts(String line) {
    JsonNode answer = JsonMapper.shared().readTree(line);
    return StreamSupport.stream(answer.spliterator(), false)
        .map(value -> value.isNull() ? "-" : value.asString())
        .toList();
  }

  @Test
  void fromHtml() throws Exception {
    String url = "http://index.test/packages/foo/foo-1%211.0%2Bcpu-py3-none-any.whl";

    assertThat(links("text/html", PageWriter.html(PageTest.PAGE, PageTest::place)))
        .containsExactly(
            List.of(
                "foo-0.9.zip", "http://index.test/packages/foo/foo-0.9.zip", "-", "-", "-", "-"),
            List.of(
                "foo-1!1.0+cpu-py3-none-any.whl",
                url,
                "ab".repeat(32),
                ">=3.8, <4",
                "broken </a><script>alert('\"')</script>",
                url + ".metadata"),
            List.of(
                "foo-1.0.tar.gz",
                "http://index.test/packages/foo/foo-1.0.tar.gz",
                "-",
                "-",
                "-",
                "-"));
  }

  /** Also the pips that die of {@code dist-info-metadata} in JSON (22.3 to 23.1). */
  @Test
  void fromJson() throws Exception {
    List<List<String>> links =
        links(IndexFormat.JSON_TYPE, PageWriter.json(PageTest.PAGE, PageTest::place));

    assertThat(links)
        .extracting(link -> link.get(0))
        .containsExactly("foo-0.9.zip", "foo-1!1.0+cpu-py3-none-any.whl", "foo-1.0.tar.gz");
    assertThat(links.get(1).subList(1, 5))
        .containsExactly(
            "http://index.test/packages/foo/foo-1%211.0%2Bcpu-py3-none-any.whl",
            "01".repeat(64), ">=3.8, <4", "broken </a><script>alert('\"')</script>");
  }
}
