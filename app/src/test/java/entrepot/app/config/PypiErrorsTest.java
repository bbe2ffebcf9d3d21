package entrepot.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import entrepot.kit.config.InvalidConfiguration;
import entrepot.kit.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a Python index has its line and a fix. */
class PypiErrorsTest {
  private static final String GOOD =
      """
      state: state
      trees:
        pypi:
          kind: pypi
          policy: metadata
          source: https://pypi.example.org/simple/
          projects:
            names: [Requests]
            requirements: [constraints.txt]
          select:
            versions: [newest-3, required, "django>=4.2,<6"]
            kinds: [wheel]
            max-age: 52w
          deny: [left-pad]
          removals: keep
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "policy: metadata | policy: lazy | 5:5: trees.pypi.policy: 'lazy' is not one of full, on-demand, metadata; choose one of them",
        "source: https://pypi.example.org/simple/ | source: https://me:secret@pypi.example.org/ | 6:5: trees.pypi.source: has a user name or password in it",
        "`    source: https://pypi.example.org/simple/\n` | `` | 3:3: trees.pypi: 'source' is missing",
        "`    projects:\n      names: [Requests]\n      requirements: [constraints.txt]` | `    projects: {}` | 7:5: trees.pypi.projects: names no project; add 'names: [requests]'",
        "names: [Requests] | names: [-x] | 8:15: trees.pypi.projects.names.0: '-x' is not a project's name",
        "names: [Requests] | prefix: [oslo-] | 8:7: trees.pypi.projects.prefix: is not a known key; did you mean 'prefixes'?",
        "newest-3 | newest | 11:18: trees.pypi.select.versions.0: 'newest' says more or less than a project and its versions; write",
        "newest-3 | newest-0 | 11:18: trees.pypi.select.versions.0: 'newest-0' says more or less",
        "newest-3 | `\"a b c\"` | 11:18: trees.pypi.select.versions.0: 'a b c' is no choice of versions; write 'newest-5'",
        "newest-3 | Django==5 | 11:39: trees.pypi.select.versions.2: the versions of 'django' are given twice; write them into one",
        "`      requirements: [constraints.txt]\n` | `` | 10:28: trees.pypi.select.versions.1: there are no requirements files that could ask for versions",
        "kinds: [wheel] | kinds: [wheels] | 12:15: trees.pypi.select.kinds.0: 'wheels' is not one of wheel, sdist, egg, installer, other; did you mean 'wheel'?",
        "max-age: 52w | max-age: 3y | 13:7: trees.pypi.select.max-age: '3y' is not a duration",
        "removals: keep | removals: never | 15:5: trees.pypi.removals: 'never' is not one of follow, keep; choose one of them",
      })
  void anErrorSaysWhereAndWhatToWrite(String good, String bad, String expected) throws IOException {
    assertThat(GOOD).contains(good);
    List<Problem> problems = problems(GOOD.replace(good, bad));
    assertThat(problems)
        .extracting(Problem::toString)
        .noneMatch(text -> text.contains("secret"))
        .anyMatch(text -> text.contains(expected));
    assertThat(problems).allMatch(problem -> !problem.fix().isEmpty());
  }

  @Test
  void whatIsGoodIsRead() throws IOException {
    Files.writeString(folder.resolve("constraints.txt"), "");

    var loaded = ConfigurationFile.load(Files.writeString(folder.resolve("entrepot.yaml"), GOOD));

    assertThat(loaded.warnings()).isEmpty();
    PypiTree tree = (PypiTree) Objects.requireNonNull(loaded.configuration().trees().get("pypi"));
    assertThat(tree.policy()).isEqualTo(TreeConfiguration.Policy.METADATA);
    assertThat(tree.origin()).isEqualTo("https://pypi.example.org/simple");
    assertThat(tree.projects().requirements()).containsExactly(folder.resolve("constraints.txt"));
    assertThat(tree.select().newest()).isEqualTo(3);
    assertThat(tree.select().required()).isTrue();
    assertThat(tree.select().versions()).containsExactly("django>=4.2,<6");
    assertThat(tree.select().preReleases()).isTrue();
    assertThat(tree.select().maxAge()).contains(Duration.ofDays(364));
    assertThat(tree.keepRemoved()).isTrue();
  }

  @Test
  void aRequirementsFileThatIsNotThereYetIsAWarning() throws IOException {
    var loaded = ConfigurationFile.load(Files.writeString(folder.resolve("entrepot.yaml"), GOOD));
    assertThat(loaded.warnings())
        .singleElement()
        .asString()
        .contains("9:22: ", "trees.pypi.projects.requirements.0", "cannot be read");
  }

  private List<Problem> problems(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("entrepot.yaml"), text);
    Files.writeString(folder.resolve("constraints.txt"), "");
    var thrown =
        catchThrowableOfType(InvalidConfiguration.class, () -> ConfigurationFile.load(file));
    assertThat(thrown).as("the file is refused").isNotNull();
    return thrown.problems();
  }
}
