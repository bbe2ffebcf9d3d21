package entrepot.edge;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.Revocation;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Python's indexes: content negotiation, conditionals, redirects. */
class SimpleIndexTest {
  private static final String JSON = "application/vnd.pypi.simple.v1+json";
  private static final String V1_HTML = "application/vnd.pypi.simple.v1+html";
  private static final String PIP =
      "Accept: " + JSON + ", " + V1_HTML + "; q=0.1, text/html; q=0.01";
  private static final String BROWSER =
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  @TempDir Path folder;
  private EdgeFixture edge;
  private Digest snapshot;

  @BeforeEach
  void start() {
    edge = EdgeFixture.over(folder);
    index("simple/", "<a href=\"foo-bar/\">", "{\"projects\":[]}");
    index("simple/foo-bar/", "<a href=\"../../packages/x\">", "{\"files\":[]}");
    edge.put("packages/foo-bar/0123456789ab/foo_bar-1-py3-none-any.whl.metadata", "Name: foo-bar");
    edge.put("doc/index.html", "a page of another kind");
    edge.put("doc/Foo.Bar/x", "x");
    snapshot = edge.release();
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private void index(String at, String html, String json) {
    page(at + "index.html", "text/html", html);
    page(at + "index.v1_html", V1_HTML, html);
    page(at + "index.v1_json", JSON, json);
  }

  private void page(String path, String mediaType, String content) {
    byte[] bytes = EdgeFixture.text(content);
    Digest sha256 = Digest.sha256Of(bytes);
    edge.backend.put(Key.blob(sha256), bytes);
    edge.put(
        Entry.present(TreePath.of(path), Role.INDEX, bytes.length, EdgeFixture.MTIME, sha256)
            .with(Extension.MEDIA_TYPE, mediaType));
  }

  @Test
  void givesEachClientWhatItReadsBest() {
    for (int twice = 0; twice < 2; twice++) {
      Reply pip = edge.get("/debian/simple/foo-bar/", PIP);
      assertThat(pip.status()).isEqualTo(200);
      assertThat(pip.header("content-type")).isEqualTo(JSON);
      assertThat(pip.header("vary")).isEqualToIgnoringCase("accept");
      assertThat(pip.header("cache-control")).isEqualTo("no-cache");
      assertThat(pip.text()).isEqualTo("{\"files\":[]}");

      Reply browser = edge.get("/debian/simple/foo-bar/", BROWSER);
      assertThat(browser.header("content-type")).isEqualTo("text/html");
      assertThat(browser.header("vary")).isEqualToIgnoringCase("accept");
      assertThat(browser.text()).startsWith("<a");
      assertThat(edge.get("/debian/simple/foo-bar/").header("content-type")).isEqualTo("text/html");

      Reply html = edge.get("/debian/simple/foo-bar/", "Accept: " + V1_HTML);
      assertThat(html.header("content-type")).isEqualTo(V1_HTML);
      assertThat(html.text()).isEqualTo(browser.text());
      assertThat(html.header("x-content-type-options")).isEqualTo("nosniff");
    }
    assertThat(edge.get("/debian/simple/", PIP).text()).isEqualTo("{\"projects\":[]}");
  }

  @Test
  void tellsTheRepresentationsApartByTheirTags() {
    String html = edge.get("/debian/simple/foo-bar/").header("etag");
    String v1Html = edge.get("/debian/simple/foo-bar/", "Accept: " + V1_HTML).header("etag");
    String json = edge.get("/debian/simple/foo-bar/", PIP).header("etag");
    assertThat(List.of(html, v1Html, json))
        .doesNotHaveDuplicates()
        .allMatch(t -> t.startsWith("\""));

    Reply same = edge.get("/debian/simple/foo-bar/", PIP, "If-None-Match: " + json);
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.header("vary")).isEqualToIgnoringCase("accept");
    assertThat(same.header("etag")).isEqualTo(json);
    assertThat(edge.get("/debian/simple/foo-bar/", "If-None-Match: " + json).status())
        .isEqualTo(200);
    assertThat(edge.get("/debian/simple/foo-bar/", PIP, "If-None-Match: " + html).status())
        .isEqualTo(200);
    assertThat(edge.get("/debian/simple/foo-bar/", PIP, "If-Match: " + v1Html).status())
        .isEqualTo(412);
  }

  @Test
  void answersHeadAsGet() {
    Reply get = edge.get("/debian/simple/foo-bar/", PIP);
    Reply head = edge.ask("HEAD", "/debian/simple/foo-bar/", PIP);
    assertThat(head.status()).isEqualTo(200);
    for (String name : List.of("content-type", "content-length", "etag", "vary", "last-modified")) {
      assertThat(head.header(name)).as(name).isEqualTo(get.header(name)).isNotEmpty();
    }
    assertThat(edge.ask("HEAD", "/debian/simple/foo-bar/", "Accept: image/png").status())
        .isEqualTo(406);
  }

  @Test
  void saysWhatThereIsWhenNothingFits() {
    Reply reply =
        edge.get("/debian/simple/foo-bar/", "Accept: application/vnd.pypi.simple.v2+json");
    assertThat(reply.status()).isEqualTo(406);
    assertThat(reply.text()).contains(JSON, V1_HTML, "text/html");
    assertThat(reply.header("vary")).isEqualToIgnoringCase("accept");
    // Kept ready for one client, it is still nothing for another.
    assertThat(edge.get("/debian/simple/foo-bar/", PIP).status()).isEqualTo(200);
    assertThat(edge.get("/debian/simple/foo-bar/", "Accept: application/json").status())
        .isEqualTo(406);
  }

  @Test
  void readsSeveralLinesOfAccept() {
    Reply reply =
        edge.get(
            "/debian/simple/foo-bar/",
            "Accept: text/html;q=0.2",
            "accept: APPLICATION/vnd.pypi.simple.LATEST+json ; Q=0.3");
    assertThat(reply.header("content-type")).isEqualTo(JSON);
  }

  @Test
  void choosesForEachFolderOfWhatItHas() {
    edge.put("few/index.html", "few");
    edge.put("few/index.v1_json", "{}");
    edge.release();
    for (int twice = 0; twice < 2; twice++) {
      for (String folder : List.of("few", "simple")) {
        Reply reply =
            edge.get("/debian/" + folder + "/", "Accept: " + V1_HTML + ", text/html;q=0.1");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type"))
            .startsWith(folder.equals("few") ? "text/html" : V1_HTML);
      }
    }
  }

  @Test
  void takesTheFormatFromTheQuery() {
    for (String format : List.of(JSON, "application%2Fvnd.pypi.simple.v1%2Bjson")) {
      Reply reply = edge.get("/debian/simple/foo-bar/?format=" + format, "Accept: text/html");
      assertThat(reply.header("content-type")).isEqualTo(JSON);
      assertThat(reply.headers()).doesNotContainKey("vary");
    }
    assertThat(edge.get("/debian/simple/foo-bar/?format=text/html", PIP).header("content-type"))
        .isEqualTo("text/html");
    assertThat(edge.get("/debian/simple/foo-bar/?format=xml", PIP).status()).isEqualTo(406);
    assertThat(edge.get("/debian/simple/foo-bar/?format=%zz", PIP).status()).isEqualTo(400);
    assertThat(edge.get("/debian/simple/foo-bar/?unrelated=1", PIP).header("content-type"))
        .isEqualTo(JSON);
  }

  @Test
  void leadsToTheSlashAndToTheNormalisedName() {
    for (String top : List.of("/debian/", "/.snapshots/debian/" + snapshot.hex() + "/")) {
      for (String name :
          List.of("foo-bar", "Foo.Bar", "Foo.Bar/", "FOO__bar/", "foo-.-bar", "foo%2Dbar")) {
        String from = top + "simple/" + name;
        Reply reply = edge.get(from, PIP);
        assertThat(reply.status()).as(from).isEqualTo(301);
        assertThat(URI.create("http://e" + from).resolve(reply.header("location")))
            .hasToString("http://e" + top + "simple/foo-bar/");
      }
      assertThat(edge.get(top + "simple").header("location")).isEqualTo("./simple/");
      assertThat(edge.get(top + "simple/foo-bar/", PIP).text()).isEqualTo("{\"files\":[]}");
    }
    assertThat(edge.get("/debian/simple/Foo.Bar/?format=" + JSON).header("location"))
        .isEqualTo("../foo-bar/?format=application%2Fvnd.pypi.simple.v1%2Bjson");
  }

  @Test
  void leadsNowhereElse() {
    for (String target :
        List.of(
            "/debian/simple/Foo.Baz/",
            "/debian/simple/.../",
            "/debian/simple/Foo.Bar/x",
            "/debian/doc/FOO.bar/",
            "/debian/doc/foo-bar/",
            "/debian/Simple/",
            "/debian/packages/Foo.Bar/")) {
      assertThat(edge.get(target, PIP).status()).as(target).isEqualTo(404);
    }
    for (String target :
        List.of(
            "//evil.example/",
            "//evil.example/simple/Foo.Bar/",
            "/debian/simple//evil.example/",
            "/debian/simple//Foo.Bar/",
            "/debian/simple/%2f%2fevil.example",
            "/debian/simple/..%2f..%2fFoo.Bar/",
            "/debian/simple/../Foo.Bar/",
            "/debian/simple/Foo.Bar%0d%0aX:y/")) {
      assertThat(edge.get(target, PIP).status()).as(target).isIn(400, 404);
    }
    assertThat(edge.get("http://evil.example/debian/simple/Foo.Bar/").header("location"))
        .isEqualTo("../foo-bar/");
  }

  @Test
  void servesCoreMetadataAsAnyFile() {
    Reply reply =
        edge.get("/debian/packages/foo-bar/0123456789ab/foo_bar-1-py3-none-any.whl.metadata");
    assertThat(reply.text()).isEqualTo("Name: foo-bar");
    assertThat(reply.header("content-type")).startsWith("text/plain");
    assertThat(reply.headers()).doesNotContainKey("vary");
  }

  @Test
  void servesTheNewPageFromTheNextHeadOn() {
    assertThat(edge.get("/debian/simple/foo-bar/", PIP).text()).isEqualTo("{\"files\":[]}");
    edge.startOver();
    index("simple/", "", "{}");
    page("simple/foo-bar/index.v1_json", JSON, "{\"files\":[1]}");
    edge.release();
    assertThat(edge.get("/debian/simple/foo-bar/", PIP).text()).isEqualTo("{\"files\":[1]}");
    // A folder may lack a form; then nobody is offered it.
    Reply browser = edge.get("/debian/simple/foo-bar/", BROWSER);
    assertThat(browser.header("content-type")).isEqualTo(JSON);
    assertThat(edge.get("/debian/simple/foo-bar/", "Accept: text/html").status()).isEqualTo(406);
  }

  @Test
  void servesNoRevokedPage() {
    assertThat(edge.get("/debian/simple/foo-bar/", PIP).status()).isEqualTo(200);
    edge.release(
        new Revocation.OfPath("debian", TreePath.of("simple/foo-bar/index.v1_json"), "malware"));
    Reply reply = edge.get("/debian/simple/foo-bar/", PIP);
    assertThat(reply.status()).isEqualTo(410);
    assertThat(reply.text()).contains("malware");
    assertThat(edge.get("/debian/simple/foo-bar/", BROWSER).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "a;b;", "q=1,", "\"", "*/*;q=\"", "\u00e9,", "text/html;q=0,"})
  void isNotHeldUpByHostileHeaders(String piece) {
    String header = "Accept: " + piece.repeat(12_000 / piece.length());
    assertThat(edge.get("/debian/simple/foo-bar/", header).status()).isIn(200, 400, 406);
    assertThat(edge.get("/debian/simple/foo-bar/", PIP).status()).isEqualTo(200);
  }
}
