package entrepot.steering;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.listen.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever a client writes behind the question mark, it gets a proper answer. */
class AnyQueryPropertiesTest {
  private static @Nullable Path folder;
  private static @Nullable TestingWorld world;

  @BeforeContainer
  static void start() throws IOException {
    Path made = Files.createTempDirectory("steering");
    folder = made;
    world = new TestingWorld(made);
  }

  @AfterContainer
  static void clean() throws IOException {
    if (folder != null) {
      try (var files = Files.list(folder)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(folder);
    }
  }

  @Property(tries = 3000)
  void getsALineAddressedToIt(@ForAll("queries") String query, @ForAll("clients") String client) {
    Answer.Whole answer = ask("/mirrorlist?" + query, client);
    assertThat(answer.status()).isIn(200, 302, 400, 404);
    assertThat(TestingWorld.body(answer).lines())
        .allMatch(line -> line.matches("(# |https?://|error: |repo disabled)[ -~]*"));
  }

  @Property(tries = 3000)
  void getsWellFormedXml(@ForAll("queries") String query, @ForAll("clients") String client)
      throws XMLStreamException {
    Answer.Whole answer = ask("/metalink?" + query, client);
    assertThat(answer.status()).isIn(200, 400, 404);
    XMLStreamReader xml =
        XMLInputFactory.newFactory()
            .createXMLStreamReader(new ByteArrayInputStream(answer.body()), "UTF-8");
    while (xml.hasNext()) {
      xml.next();
    }
  }

  @Property(tries = 1000)
  void getsAListForApt(@ForAll("queries") String query, @ForAll("clients") String client) {
    Answer.Whole answer = ask("/mirrors/isos.txt?" + query, client);
    assertThat(answer.status()).isEqualTo(200);
  }

  private static Answer.Whole ask(String target, String client) {
    return java.util.Objects.requireNonNull(world).ask("GET", target, client, client);
  }

  /** Parameters that mean something, with values that do or do not, and noise between. */
  @Provide
  Arbitrary<String> queries() {
    Arbitrary<String> names =
        Arbitraries.of(
            "repo",
            "arch",
            "path",
            "ip",
            "country",
            "cc",
            "location",
            "netblock",
            "protocol",
            "time",
            "redirect",
            "version",
            "x",
            "",
            "%72epo",
            "%",
            "&",
            "=");
    Arbitrary<String> known =
        Arbitraries.of(
            "fedora-42",
            "x86_64",
            "epel-9",
            "fedora",
            "42",
            "epel/9",
            "isos/a",
            "east",
            "west",
            "$location",
            "10.1.9.9",
            "::1",
            "de",
            "global",
            "1",
            "https",
            "epel/9/-->",
            "%2d%2d%3e");
    Arbitrary<String> escapes =
        Arbitraries.of(
                "%",
                "%0",
                "%00",
                "%0a",
                "%0d",
                "%ff",
                "%c3%a4",
                "%ef%bf%be",
                "%ed%a0%80",
                "%2f",
                "..",
                "/",
                "a",
                "-",
                "--",
                "<",
                ">",
                "\"",
                "'",
                "&",
                "=",
                "+",
                ",",
                "%f0%9f%98%80")
            .list()
            .ofMaxSize(12)
            .map(parts -> String.join("", parts));
    Arbitrary<String> values =
        Arbitraries.oneOf(
            known,
            escapes,
            Combinators.combine(known, escapes).as((a, b) -> a + b),
            Arbitraries.strings().all().ofMaxLength(20),
            Arbitraries.strings().ascii().ofLength(3000).edgeCases(e -> e.none()));
    Arbitrary<List<String>> pairs =
        Combinators.combine(names, values)
            .as((name, value) -> name + "=" + value)
            .list()
            .ofMaxSize(8);
    Arbitrary<String> good =
        Arbitraries.of("repo=fedora-42&arch=x86_64", "path=epel/9", "path=isos", "arch=x86_64", "");
    return Combinators.combine(good, pairs).as((a, b) -> a + "&" + String.join("&", b));
  }

  @Provide
  Arbitrary<String> clients() {
    return Arbitraries.of(
        "10.1.9.9",
        "127.0.0.1",
        "fd00::1",
        "fe80::1%eth0",
        "unix",
        "",
        "%",
        "1.2.3.4, 10.3.0.1",
        "[::1",
        "[]:");
  }
}
