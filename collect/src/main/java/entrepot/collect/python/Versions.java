package entrepot.collect.python;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The list of versions on a page, which may have some that are no PEP 440 versions. */
final class Versions {
  private static final int LONGEST = 200;

  private Versions() {}

  /** Whether it is text that a page may list. */
  static boolean isCarried(String version) {
    return !version.isBlank()
        && version.length() <= LONGEST
        && version.codePoints().allMatch(Texts::isPlain);
  }

  /** The versions of the files, where the index does not list any. */
  static List<String> of(ProjectName project, List<ProjectFile> files) {
    return files.stream()
        .flatMap(file -> DistributionName.parse(file.filename(), project).version().stream())
        .distinct()
        .sorted()
        .map(PythonVersion::toString)
        .toList();
  }

  /** Without repetition, rising; what is no version comes first, as for pip's older resolvers. */
  static List<String> ordered(List<String> versions) {
    record Known(String text, Optional<PythonVersion> version) {}
    Comparator<Known> byVersion =
        Comparator.comparing(
            Known::version,
            (a, b) ->
                a.isPresent() && b.isPresent()
                    ? a.get().compareTo(b.get())
                    : Boolean.compare(a.isPresent(), b.isPresent()));
    return versions.stream()
        .distinct()
        .map(text -> new Known(text, PythonVersion.parse(text)))
        .sorted(byVersion.thenComparing(Known::text))
        .map(Known::text)
        .toList();
  }
}
