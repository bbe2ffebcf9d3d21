package entrepot.collect.pypi;

import entrepot.collect.python.DistributionName;
import entrepot.collect.python.DistributionName.Kind;
import entrepot.collect.python.ProjectFile;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.ProjectPage;
import entrepot.collect.python.PythonVersion;
import entrepot.collect.python.VersionSpecifiers;
import entrepot.collect.python.WheelTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes from a page the files that a {@link FileChoice} does not allow. */
final class PageFilter {
  private final FileChoice choice;
  private final Map<ProjectName, List<VersionSpecifiers>> required;
  private final Optional<Instant> oldest;
  private final Predicate<String> platforms;
  private final Predicate<String> pythons;

  /** {@code required} is what the requirements files ask for, if the choice is about that. */
  PageFilter(FileChoice choice, Map<ProjectName, List<VersionSpecifiers>> required, Instant now) {
    this.choice = choice;
    this.required = required;
    this.oldest = choice.maxAge().map(now::minus);
    this.platforms = patterns(choice.platforms()).or("any"::equals);
    this.pythons = patterns(choice.pythons());
  }

  private static Predicate<String> patterns(List<String> globs) {
    if (globs.isEmpty()) {
      return tag -> true;
    }
    String each = globs.stream().map(PageFilter::expression).collect(Collectors.joining("|"));
    return Pattern.compile(each).asMatchPredicate();
  }

  private static String expression(String glob) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      expression.append(c == '*' ? ".*" : Pattern.quote(String.valueOf(c)));
    }
    return expression.toString();
  }

  private record Named(ProjectFile file, DistributionName name) {}

  /** What is left of the page. */
  ProjectPage of(ProjectPage page) {
    if (choice.equals(FileChoice.ALL)) {
      return page;
    }
    List<Named> allowed = new ArrayList<>();
    for (ProjectFile file : page.files()) {
      Named named = new Named(file, DistributionName.parse(file.filename(), page.name()));
      if (allows(page.name(), named)) {
        allowed.add(named);
      }
    }
    List<Named> kept = choice.newest() == 0 ? allowed : newest(allowed);
    Set<PythonVersion> versions =
        kept.stream().flatMap(n -> n.name.version().stream()).collect(Collectors.toSet());
    return page.with(
        kept.stream().map(Named::file).toList(),
        page.versions().stream()
            .filter(v -> PythonVersion.parse(v).filter(versions::contains).isPresent())
            .toList());
  }

  private boolean allows(ProjectName project, Named named) {
    return choice.kinds().contains(named.name.kind())
        && (named.name.kind() != Kind.WHEEL || allowsTags(named.name.tags()))
        && (named.file.size().isEmpty()
            || choice.maxSize().isEmpty()
            || named.file.size().getAsLong() <= choice.maxSize().getAsLong())
        && (oldest.isEmpty()
            || named.file.uploadTime().filter(at -> at.isBefore(oldest.get())).isEmpty())
        && allowsVersion(project, named.name.version());
  }

  private boolean allowsTags(List<WheelTag> tags) {
    return tags.stream()
        .anyMatch(tag -> platforms.test(tag.platform()) && pythons.test(tag.python()));
  }

  /** A version that is none can be chosen by no version. */
  private boolean allowsVersion(ProjectName project, Optional<PythonVersion> version) {
    VersionSpecifiers own = choice.versions().getOrDefault(project, VersionSpecifiers.ANY);
    List<VersionSpecifiers> asked = required.getOrDefault(project, List.of());
    boolean any = own.equals(VersionSpecifiers.ANY) && asked.isEmpty();
    if (version.isEmpty()) {
      return any;
    }
    PythonVersion known = version.get();
    return (choice.preReleases() || !known.isPreRelease())
        && own.matches(known)
        && (asked.isEmpty() || asked.stream().anyMatch(s -> s.matches(known)));
  }

  private List<Named> newest(List<Named> files) {
    NavigableSet<PythonVersion> finals = new TreeSet<>();
    NavigableSet<PythonVersion> all = new TreeSet<>();
    for (Named named : files) {
      named
          .name
          .version()
          .ifPresent(version -> {
            all.add(version);
            if (!version.isPreRelease()) {
              finals.add(version);
            }
          });
    }
    Set<PythonVersion> kept = last(finals.isEmpty() ? all : finals);
    if (!finals.isEmpty()) {
      kept.addAll(last(all.tailSet(finals.last(), false)));
    }
    return files.stream().filter(n -> n.name.version().filter(kept::contains).isPresent()).toList();
  }

  private Set<PythonVersion> last(NavigableSet<PythonVersion> versions) {
    return versions.descendingSet().stream().limit(choice.newest()).collect(Collectors.toSet());
  }
}
