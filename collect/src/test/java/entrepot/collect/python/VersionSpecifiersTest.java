package entrepot.collect.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules of PEP 440 about which packaging's versions do not agree, or which are easy to miss.
 */
final class VersionSpecifiersTest {
  @ParameterizedTest
  @CsvSource({
    ">1.0, 1.0+local, false",
    ">1.0, 1.0.post1, false",
    ">1.0rc1, 1.0+local, true",
    ">1.0.post1, 1.0.post2, true",
    "<1.0, 1.0rc1, false",
    "<1.0, 0.9rc1, true",
    "<1.0rc2, 1.0rc1, true",
    "==1.0, 1.0+local, true",
    "==1.0+other, 1.0+local, false",
    "~=1.4.5a4, 1.4.6, true",
    "~=1.4.5a4, 1.5, false",
    "===1.0, 1.0.0, false"
  })
  void aClauseMeansWhatItSays(String clause, String version, boolean matches) {
    assertThat(VersionSpecifiers.of(clause).matches(PythonVersion.of(version))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "sys_platform > 'a', false",
    "sys_platform >= 'linux', true",
    "platform_release >= '5.0', false",
    "platform_machine ~= 'x86', false",
    "python_version < '3.9', false",
    "python_version >= '3.9', true"
  })
  void textHasNoOrder(String marker, boolean holds) {
    Environment environment =
        Environment.linux(PythonVersion.of("3.11.2"), "x86_64")
            .with("platform_release", "6.1.0-18-amd64");

    assertThat(Marker.of(marker).evaluate(environment)).isEqualTo(holds);
  }
}
