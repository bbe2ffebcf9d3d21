package entrepot.collect.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** We read what PyPA's packaging reads, and understand it as that does. */
final class ReferenceTest {
  private static final Map<String, String> MACHINE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("os_name", "posix"),
              Map.entry("sys_platform", "linux"),
              Map.entry("platform_machine", "x86_64"),
              Map.entry("platform_python_implementation", "CPython"),
              Map.entry("platform_release", "6.1"),
              Map.entry("platform_system", "Linux"),
              Map.entry("platform_version", "#1 SMP"),
              Map.entry("python_version", "3.11"),
              Map.entry("python_full_version", "3.11.2"),
              Map.entry("implementation_name", "cpython"),
              Map.entry("implementation_version", "3.11.2"),
              Map.entry("extra", "Test_Extra")));

  private static final Set<String> UNDECIDED =
      Set.of("InvalidVersion:marker", "UndefinedComparison:marker");

  // Always the same, so that a failure can be looked at again.
  private final Random random = new Random(4);
  @TempDir private Path folder = Path.of("");

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String number() {
    return one("0", "1", "2", "3", "9", "10", "11", "00", "01", "20240102", "18446744073709551616");
  }

  private String version() {
    StringBuilder out = new StringBuilder(one("", "", "", "", "v", "V", " "));
    out.append(one("", "", "", "", "1!", "0!"));
    out.append(number());
    for (int i = random.nextInt(4); i > 0; i--) {
      out.append('.').append(one("0", "0", "1", "2", "10", number()));
    }
    String separator = one("", "", ".", "-", "_");
    out.append(
        one(
                "",
                "",
                "",
                separator + one("a", "b", "rc", "c", "alpha", "beta", "pre", "preview", "A"))
            + one("", number()));
    out.append(one("", "", "", ".post" + number(), "-" + number(), "rev1", ".r2", "post"));
    out.append(one("", "", "", ".dev" + number(), "dev", "-dev3"));
    out.append(one("", "", "", "+local", "+ubuntu.1", "+1_2", "+abc-DEF.007"));
    return out.append(one("", "", "", "", "", ".", "x", "\u0661", "+", " ")).toString();
  }

  private String plainVersion() {
    return one(
            "1", "1.0", "1.0.0", "1.1", "1.0a1", "1.0.dev2", "1.0rc1", "1.0.post1", "2", "1.0.0.0")
        + one("", "", "", "+local");
  }

  private String clause() {
    return one("==", "!=", "<=", ">=", "<", ">", "~=", "===")
        + one("", "", " ")
        + one(
            plainVersion(), plainVersion(), version(), "1.*", "1.0.*", "1!1.*", "1.0a1.*", "1.0+x");
  }

  private String clauses() {
    String found = one(clause(), clause() + "," + clause(), clause() + " , " + clause() + ",", "");
    // In a requirement, packaging reads the comma as part of what === asks for.
    return found.contains("===") && found.contains(",") ? ">1,<2" : found;
  }

  private String version(String variable, String quoted) {
    String operator =
        one("==", "!=", "<", ">", "<=", ">=", "in", "not in", "~=", "not  in", "=", "===");
    return one(variable + " " + operator + " " + quoted, quoted + " " + operator + " " + variable);
  }

  private String text(String variable, String quoted) {
    // What text below other text means, packaging's versions do not agree on.
    String operator = one("==", "!=", "in", "not in", "~=", "not  in", "=");
    return one(variable + " " + operator + " " + quoted, quoted + " " + operator + " " + variable);
  }

  private String marker(int depth) {
    if (depth > 2 || random.nextInt(3) > 0) {
      return one(
          version(
              one("python_version", "python_full_version", "implementation_version"),
              one("'3.8'", "'3.11.2'", "\"3.11\"", "'3.11rc1'", "'4'")),
          one("python_version in", "python_version not in") + " '2.7, 3.11'",
          text(
              one(
                  "os_name",
                  "sys_platform",
                  "implementation_name",
                  "os.name",
                  "extra",
                  "platform_machine",
                  "python_implementation",
                  "no_such_name"),
              one("'linux'", "'win32'", "\"test-extra\"", "'posix'", "'win32, linux'")));
    }
    return one(
        marker(depth + 1) + " and " + marker(depth + 1),
        marker(depth + 1) + " or " + marker(depth + 1),
        "(" + marker(depth + 1) + ")");
  }

  private String wheel() {
    return one("foo", "Foo_Bar", "foo.bar", "foo__bar", "foo-bar")
        + "-"
        + one(plainVersion(), plainVersion(), version())
        + one("", "", "-1", "-2local", "-x1", "-1-2")
        + "-"
        + one("py3", "py2.py3", "CP311", "cp38.cp39")
        + "-"
        + one("none", "abi3", "cp311.abi3")
        + "-"
        + one("any", "manylinux_2_17_x86_64.manylinux2014_x86_64", "win_amd64", "macosx_11_0_arm64")
        + one(".whl", ".whl", ".whl", ".whl", ".zip");
  }

  @Test
  void versionsAreReadAndOrderedAsPackagingDoes() throws Exception {
    List<String> valid = new ArrayList<>();
    compare(
        600,
        reference -> reference.ask("text_of_version", version()),
        question -> PythonVersion.parse(question.get(1)).map(PythonVersion::toString));
    while (valid.size() < 200) {
      String version = version();
      if (PythonVersion.parse(version).isPresent()) {
        valid.add(version);
      }
    }
    compare(
        1_000,
        reference ->
            reference.ask(
                "compare", valid.get(random.nextInt(200)), valid.get(random.nextInt(200))),
        question ->
            Optional.of(
                Integer.signum(
                    PythonVersion.of(question.get(1))
                        .compareTo(PythonVersion.of(question.get(2))))));
  }

  @Test
  void specifiersMeanWhatPackagingSays() throws Exception {
    compare(
        600,
        reference -> reference.ask("allowed", clauses()),
        question -> VersionSpecifiers.parse(question.get(1)).map(any -> true));
    Supplier<String> known =
        () -> {
          String found = clauses();
          return VersionSpecifiers.parse(found).isPresent() ? found : ">=1.0a1";
        };
    compare(
        1_500,
        reference -> {
          String clauses = known.get();
          String version = plainVersion();
          // Before 26, packaging took a local build of 1.0 for one of 1.0rc1.
          reference.ask(
              "contains",
              clauses,
              clauses.matches(".*>[^=].*") ? version.replace("+local", "") : version);
        },
        question ->
            Optional.of(
                VersionSpecifiers.of(question.get(1)).matches(PythonVersion.of(question.get(2)))));
    compare(
        500,
        reference -> {
          String clauses = known.get();
          // packaging fails on === with anything but a version.
          reference.ask(
              "contains_final",
              clauses.contains("===") ? ">1.0" : clauses,
              plainVersion().replace("+local", ""));
        },
        question ->
            Optional.of(
                VersionSpecifiers.of(question.get(1))
                    .matchesFinal(PythonVersion.of(question.get(2)))));
  }

  @Test
  void markersAreEvaluatedAsPackagingDoes() throws Exception {
    Environment environment = new Environment(MACHINE);
    compare(
        800,
        reference -> reference.ask("marker", marker(0), MACHINE),
        question -> {
          try {
            return Optional.of(Marker.of(question.get(1)).evaluate(environment));
          } catch (Malformed e) {
            return Optional.empty();
          }
        });
  }

  @Test
  void requirementsAreReadAsPackagingDoes() throws Exception {
    compare(
        600,
        reference ->
            reference.ask(
                "requirement",
                one("foo", "Foo.Bar_baz", "-foo", "foo-", "1x")
                    + one("", "", "[a]", "[A_b, c]", "[]", "[a", "[a b]")
                    + one("", " ")
                    + one(
                        clauses(),
                        clauses(),
                        "(" + clauses() + ")",
                        "@ https://index.test/a;b.whl",
                        "@https://index.test/a",
                        "1.0",
                        "(>=1")
                    + one("", "", " ; " + marker(1), ";" + marker(2), " ;")),
        question -> {
          try {
            Requirement found = Requirement.of(question.get(1));
            List<Object> answer = new ArrayList<>();
            answer.add(found.name().value());
            answer.add(found.extras().stream().sorted().toList());
            answer.add(
                found.versions().clauses().stream()
                    .map(Object::toString)
                    .distinct()
                    .sorted()
                    .toList());
            answer.add(found.url().orElse(null));
            answer.add(found.marker().isPresent());
            return Optional.of(answer);
          } catch (Malformed e) {
            return Optional.empty();
          }
        });
  }

  @Test
  void fileNamesAreReadAsPackagingDoes() throws Exception {
    compare(
        600,
        reference -> reference.ask("wheel", wheel()),
        question -> {
          DistributionName found = DistributionName.parse(question.get(1));
          return found
              .version()
              .filter(any -> found.kind() == DistributionName.Kind.WHEEL)
              .map(version ->
                  List.of(
                      found.project().orElseThrow().value(),
                      version.toString(),
                      found.build().orElse("").replaceFirst("^0+(?=[0-9])", ""),
                      found.tags().stream().map(WheelTag::toString).sorted().toList()));
        });
    compare(
        300,
        reference ->
            reference.ask(
                "sdist",
                one("foo", "Foo_Bar", "foo-bar", "f.b")
                    + one("-", "-", "_")
                    + plainVersion()
                    + one(".tar.gz", ".zip")),
        question -> {
          DistributionName found = DistributionName.parse(question.get(1));
          return found
              .version()
              .map(v -> List.of(found.project().orElseThrow().value(), v.toString()));
        });
    compare(
        200,
        reference ->
            reference.ask(
                "name", one("a", "B", "9") + one("-", "_.-", "..", "x", "") + one("C", "d", "7")),
        question -> ProjectName.parse(question.get(1)).map(ProjectName::value));
  }

  private interface Asking {
    void ask(Reference reference);
  }

  private interface Ours {
    Optional<?> answer(List<String> question);
  }

  private void compare(int times, Asking asking, Ours ours)
      throws IOException, InterruptedException {
    Reference reference = new Reference(java.nio.file.Files.createTempDirectory(folder, "python"));
    for (int i = 0; i < times; i++) {
      asking.ask(reference);
    }
    List<JsonNode> answers = reference.answers();
    List<String> differences = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < times; i++) {
      List<String> question = reference.questions().get(i).stream().map(String::valueOf).toList();
      JsonNode theirs = answers.get(i);
      JsonNode own =
          ours.answer(question)
              .<JsonNode>map(found -> JsonMapper.shared().valueToTree(found))
              .orElse(null);
      refused += theirs.has("refused") ? 1 : 0;
      boolean same = own == null ? theirs.has("refused") : own.equals(theirs);
      // What a marker means that compares text as versions, packaging decides by failing.
      same |= UNDECIDED.contains(theirs.path("refused").asString(""));
      if (!same) {
        differences.add("%s: they say %s, we say %s".formatted(question, theirs, own));
      }
    }
    assertThat(differences).isEmpty();
    assertThat(refused).as("refused").isLessThan(times * 9 / 10);
  }
}
