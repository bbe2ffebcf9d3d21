package entrepot.app.config;

import entrepot.app.config.PypiTree.Select;
import entrepot.collect.python.Malformed;
import entrepot.collect.python.Requirement;
import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which files of a Python index are carried. */
final class SelectReader {
  private static final Pattern NEWEST = Pattern.compile("newest-([1-9][0-9]{0,5})");

  private final List<String> versions = new ArrayList<>();
  private final Set<String> projects = new HashSet<>();
  private int newest;
  private boolean required;

  private SelectReader() {}

  static Select read(Section tree) {
    Optional<Section> select = tree.section("select");
    SelectReader reader = new SelectReader();
    select
        .flatMap(s -> s.values("versions"))
        .orElse(List.of())
        .forEach(value -> reader.version(value, tree));
    return new Select(
        reader.newest,
        reader.required,
        reader.versions,
        select.flatMap(s -> s.truth("pre-releases")).orElse(true),
        select.flatMap(s -> s.texts("platforms")).orElse(List.of()),
        select.flatMap(s -> s.texts("pythons")).orElse(List.of()),
        select.flatMap(s -> s.texts("kinds")).orElse(List.of()),
        select.flatMap(s -> s.bytes("max-size")),
        select.flatMap(s -> s.duration("max-age")));
  }

  private void version(Value value, Section tree) {
    Matcher number = NEWEST.matcher(value.text());
    if (number.matches()) {
      newest = Integer.parseInt(number.group(1));
    } else if (value.text().equals("required")) {
      required = true;
      boolean none =
          tree.section("projects")
              .flatMap(p -> p.values("requirements"))
              .orElse(List.of())
              .isEmpty();
      if (none) {
        value.error(
            "there are no requirements files that could ask for versions",
            "add 'requirements: [FILE]' to the projects, or remove it");
      }
    } else {
      specifiers(value);
    }
  }

  private void specifiers(Value value) {
    Requirement requirement;
    try {
      requirement = Requirement.of(value.text());
    } catch (Malformed e) {
      value.error(
          "'%s' is no choice of versions".formatted(value.text()),
          "write 'newest-5', 'required', or a project with its versions, such as 'django>=4.2'");
      return;
    }
    if (requirement.versions().clauses().isEmpty()
        || requirement.marker().isPresent()
        || requirement.url().isPresent()) {
      value.error(
          "'%s' says more or less than a project and its versions".formatted(value.text()),
          "write something like 'django>=4.2,<6'");
    } else if (!projects.add(requirement.name().value())) {
      value.error(
          "the versions of '%s' are given twice".formatted(requirement.name()),
          "write them into one, separated by commas");
    } else {
      versions.add(value.text());
    }
  }
}
