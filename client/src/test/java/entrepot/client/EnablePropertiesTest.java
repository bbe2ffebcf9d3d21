package entrepot.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;

/** Whatever stands in a file: disable gives back what enable found. */
class EnablePropertiesTest {
  private static final String REPO = "/etc/yum.repos.d/fedora.repo";
  private static final String LIST = "/etc/apt/sources.list";
  private static final String SOURCES = "/etc/apt/sources.list.d/ubuntu.sources";

  private final Path folder = temporary();

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void disableTakesBackWhatEnableDid(
      @ForAll Kit kit,
      @ForAll("repositories") String repo,
      @ForAll("lists") String list,
      @ForAll("sources") String sources) {
    Instance instance =
        new Instance(folder, kit).write(REPO, repo).write(LIST, list).write(SOURCES, sources);

    instance.run("enable").must();
    Map<String, String> enabled = instance.everything();
    instance.run("enable").must();
    assertThat(instance.everything()).isEqualTo(enabled);
    instance.run("remove").must();

    assertThat(instance.read(REPO)).isEqualTo(repo);
    assertThat(instance.read(LIST)).isEqualTo(list);
    assertThat(instance.read(SOURCES)).isEqualTo(sources);
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void disableTakesBackItsLinesWhenOthersWereAdded(
      @ForAll Kit kit, @ForAll("repositories") String repo, @ForAll("lists") String list) {
    String endedRepo = repo.isEmpty() || repo.endsWith("\n") ? repo : repo + "\n";
    String endedList = list.isEmpty() || list.endsWith("\n") ? list : list + "\n";
    Instance instance = new Instance(folder, kit).write(REPO, endedRepo).write(LIST, endedList);

    instance.run("enable").must();
    instance.write(REPO, "# new\n" + instance.read(REPO) + "[new]\n");
    instance.write(LIST, "# new\n" + instance.read(LIST) + "# newer");
    instance.run("remove").must();

    assertThat(instance.read(REPO)).isEqualTo("# new\n" + endedRepo + "[new]\n");
    assertThat(instance.read(LIST)).isEqualTo("# new\n" + endedList + "# newer");
  }

  @Provide
  Arbitrary<String> repositories() {
    return text(
        Arbitraries.of(
            "metalink=",
            "mirrorlist=",
            "mirrorlist = ",
            "#metalink=",
            "baseurl=",
            " ",
            "\t",
            "https://x.example/m",
            "http://x.example/m?repo=a&arch=$basearch",
            "?",
            "&",
            "=",
            "location=",
            "&location=$location",
            "?location=$location",
            "[fedora]",
            "enabled=1",
            "#",
            ";",
            "\\",
            "\u00ff",
            "$releasever",
            "&&",
            "%"));
  }

  @Provide
  Arbitrary<String> lists() {
    return text(
        Arbitraries.of(
            "deb ",
            "deb-src ",
            "deb\t",
            "[arch=amd64] ",
            "[ trusted=yes ",
            "]",
            " ",
            "#",
            "http://archive.ubuntu.com/ubuntu ",
            "http://archive.ubuntu.com/ubuntu// ",
            "http://security.ubuntu.com/ubuntu ",
            "https://packages.example.com/apt ",
            "mirror+file:/etc/apt/mirrors/entrepot-ubuntu.list ",
            "noble main",
            "\\1&",
            "\u00ff"));
  }

  @Provide
  Arbitrary<String> sources() {
    return text(
        Arbitraries.of(
            "Types: deb\n",
            "Types: deb deb-src\n",
            "URIs: ",
            "uris:",
            "Suites: noble\n",
            "\n",
            " ",
            "http://archive.ubuntu.com/ubuntu/",
            "http://security.ubuntu.com/ubuntu",
            "# comment\n",
            "\t",
            "Enabled: no\n",
            "\n\n",
            "\u00ff:"));
  }

  private static Arbitrary<String> text(Arbitrary<String> piece) {
    Arbitrary<String> line = piece.list().ofMaxSize(5).map(pieces -> String.join("", pieces));
    Arbitrary<String> end =
        Arbitraries.frequency(
            net.jqwik.api.Tuple.of(8, "\n"),
            net.jqwik.api.Tuple.of(2, "\r\n"),
            net.jqwik.api.Tuple.of(1, ""));
    return net.jqwik.api.Combinators.combine(line, end)
        .as(String::concat)
        .list()
        .ofMaxSize(12)
        .map(lines -> String.join("", lines));
  }

  @AfterProperty
  void forget() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("entrepot-client");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
