package entrepot.collect.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constraints and requirements are read as pip reads them, and say where they are wrong. */
final class ConstraintsFileTest {
  private static final Environment OLD = Environment.linux(PythonVersion.of("3.8.10"), "x86_64");
  private static final Environment NEW = Environment.linux(PythonVersion.of("3.11.2"), "x86_64");

  private static ConstraintsFile read(String text) throws IOException {
    return ConstraintsFile.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "r.txt");
  }

  @Test
  void openStacksUpperConstraintsPinByEnvironment() throws IOException {
    ConstraintsFile file =
        ConstraintsFile.read(
            new ByteArrayInputStream(Pages.recorded("upper-constraints.txt")),
            "upper-constraints.txt");

    assertThat(file.constraints()).hasSize(8);
    assertThat(file.projects()).hasSize(7);
    ProjectName metadata = ProjectName.of("importlib_metadata");
    assertThat(file.pins(OLD).get(metadata)).isEqualTo(PythonVersion.of("6.2.1"));
    assertThat(file.pins(NEW).get(metadata)).isEqualTo(PythonVersion.of("8.7.0"));
    assertThat(file.pins(NEW)).hasSize(7).containsKey(ProjectName.of("oslo-config"));
    assertThat(file.of(metadata))
        .extracting(Constraint::place)
        .containsExactly("upper-constraints.txt:5", "upper-constraints.txt:6");
  }

  @Test
  void twoPinsThatApplyTogetherAreAnError() throws IOException {
    ConstraintsFile file = read("a===1.0\nA==1\na===2.0\n");

    assertThatThrownBy(() -> file.pins(NEW))
        .isInstanceOf(RequirementsRefused.class)
        .hasMessage("reading r.txt, line 3: a is pinned to 2.0, and to 1.0 before");
  }

  @Test
  void linesAreJoinedAndCommentsCutAsPipDoes() throws IOException {
    ConstraintsFile file =
        read(
            """
            # all of it
            --index-url https://index.test/simple
            foo[bar,Baz_1] >= 1.0, \\
              < 2.0 \\
              --hash=sha256:%s \\
              --hash sha512:%s   # the best
            pinned==1.0#notacomment; not
            """
                .formatted("ab".repeat(32), "cd".repeat(64))
                .replace("#notacomment; not", " # a comment"));

    Constraint first = file.constraints().getFirst();
    assertThat(first.line()).isEqualTo(3);
    assertThat(first.requirement()).hasToString("foo[bar,baz-1]>=1.0,<2.0");
    assertThat(first.hashes())
        .containsExactly(
            Digest.sha256("ab".repeat(32)), Digest.ofHex(Digest.Algorithm.SHA512, "cd".repeat(64)));
    assertThat(file.constraints().get(1).requirement().versions().pin())
        .contains(PythonVersion.of("1.0"));
  }

  @Test
  void filesIncludeFilesBesideThem() throws IOException {
    Map<String, String> files =
        Map.of(
            "all.txt", "-r sub/base.txt\n--constraint=limits.txt\nc==3\n",
            "sub/base.txt", "a==1\n-rmore.txt\n",
            "sub/more.txt", "b==2\n",
            "limits.txt", "d<9\n");

    ConstraintsFile file = ConstraintsFile.read("all.txt", opener(files));

    assertThat(file.constraints())
        .extracting(c -> c.requirement() + " " + c.place())
        .containsExactly(
            "a==1 sub/base.txt:1", "b==2 sub/more.txt:1", "d<9 limits.txt:1", "c==3 all.txt:3");
  }

  private static ConstraintsFile.Includes opener(Map<String, String> files) {
    return name -> {
      String text = files.get(name);
      if (text == null) {
        throw new FileNotFoundException(name);
      }
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    };
  }

  @Test
  void filesThatIncludeThemselvesEnd() {
    assertThatThrownBy(
            () -> ConstraintsFile.read("a.txt", opener(Map.of("a.txt", "x\n-r a.txt\n"))))
        .isInstanceOf(RequirementsRefused.class)
        .hasMessageContaining("a.txt, line 2")
        .hasMessageContaining("deeper than 10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo==",
        "foo=1.0",
        "foo 1.0",
        "-e .",
        "-e git+https://index.test/x#egg=x",
        "./foo-1.0.tar.gz",
        "https://index.test/foo-1.0.tar.gz",
        "-r /etc/passwd",
        "-r https://index.test/r.txt",
        "-r other.txt",
        "foo==1.0; python_version",
        "foo==1.0; python_version < 3.8",
        "foo==1.0; nosuch == 'x'",
        "foo==1.0 --hash=sha256:xyz",
        "foo==1.0 --hash=crc32:00",
        "foo[",
        "foo(>=1",
        "${FOO}==1",
        "\u0001",
      })
  void aLineThatCannotBeFollowedIsNamed(String line) {
    assertThatThrownBy(() -> read("ok==1\n" + line + "\n"))
        .isInstanceOf(RequirementsRefused.class)
        .hasMessageStartingWith("reading r.txt, line 2: ");
  }

  @Test
  void hostileRequirementsAreBounded() {
    assertThatThrownBy(() -> Marker.of("(".repeat(100_000) + "os_name=='x'"))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Marker.of("(".repeat(3_000) + "os_name=='x'"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("deeper than 50");
    assertThatThrownBy(() -> PythonVersion.of("1" + ".0".repeat(100_000)))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> PythonVersion.of("9".repeat(100_000))).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> ProjectName.of("a".repeat(100_000))).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> read("foo==1 \\\n".repeat(200_000)))
        .isInstanceOf(RequirementsRefused.class);
  }
}
