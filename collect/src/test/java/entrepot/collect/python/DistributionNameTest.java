package entrepot.collect.python;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.python.DistributionName.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What file names tell, also those that are older than the standards. */
final class DistributionNameTest {
  @ParameterizedTest
  @CsvSource({
    "foo-1.0.tar.gz, foo, SDIST, foo, 1.0",
    "Foo.Bar-1.0.zip, foo-bar, SDIST, foo-bar, 1.0",
    "foo-bar-1.0.tar.bz2, foo-bar, SDIST, foo-bar, 1.0",
    "foo-1.0-1.tar.gz, foo, SDIST, foo, 1.0.post1",
    "foo-1.0-1.tar.gz, foo-1-0, SDIST, foo-1-0, 1",
    "foo-1.0-beta2.tar.gz, foo, SDIST, foo, 1.0b2",
    "foo-2-1.0.tgz, foo-2, SDIST, foo-2, 1.0",
    "foo-2-1.0.tgz, foo, SDIST, foo, ",
    "other-1.0.tar.xz, foo, SDIST, other, 1.0",
    "foo-latest.zip, foo, SDIST, foo, ",
    "foo.zip, foo, SDIST, , ",
    "foo_bar-1.0-py2.7.egg, foo-bar, EGG, foo-bar, 1.0",
    "foo-1.0_beta-py2.7-linux-x86_64.egg, foo, EGG, foo, 1.0b0",
    "foo-1.0.win32-py2.7.exe, foo, INSTALLER, foo, 1.0",
    "foo-1.0.win-amd64.msi, foo, INSTALLER, foo, 1.0",
    "foo-1.0.linux-x86_64.tar.gz, foo, OTHER, foo, 1.0",
    "foo-1.0.tar.gz.asc, foo, OTHER, , ",
    "foo-1.0-py3-none-any.whl, foo, WHEEL, foo, 1.0",
    "foo-1.0-py3-none.whl, foo, WHEEL, , ",
    "foo-bar-1.0-py3-none-any.whl, foo, WHEEL, , "
  })
  void kindProjectAndVersionAreTold(
      String filename, String expected, Kind kind, String project, String version) {
    DistributionName found = DistributionName.parse(filename, ProjectName.of(expected));

    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.project().map(ProjectName::value).orElse(null)).isEqualTo(project);
    assertThat(found.version().map(PythonVersion::toString).orElse(null)).isEqualTo(version);
  }

  @Test
  void aCompressedTagSetIsEachOfItsCombinations() {
    DistributionName found =
        DistributionName.parse(
            "foo-1.0-3abc-cp38.CP39-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl");

    assertThat(found.build()).contains("3abc");
    assertThat(found.tags())
        .extracting(WheelTag::toString)
        .containsExactlyInAnyOrder(
            "cp38-abi3-manylinux_2_17_x86_64",
            "cp38-abi3-manylinux2014_x86_64",
            "cp39-abi3-manylinux_2_17_x86_64",
            "cp39-abi3-manylinux2014_x86_64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", ".whl", ".tar.gz", "-1.0.tar.gz", "-.egg", "----.whl", "a-b-c-d-e-f.whl"})
  void aNameThatTellsNothingIsNoError(String filename) {
    DistributionName found = DistributionName.parse(filename);

    assertThat(found.version()).isEmpty();
    assertThat(found.tags()).isEmpty();
  }

  @Test
  void aTagSetCannotExplode() {
    String set = "a.".repeat(70) + "a";

    assertThat(DistributionName.parse("foo-1-%s-%s-%s.whl".formatted(set, set, set)).tags())
        .isEmpty();
  }
}
