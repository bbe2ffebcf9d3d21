package entrepot.collect.pypi;

import entrepot.collect.python.DistributionName.Kind;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.VersionSpecifiers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which files of a project's page are carried: those that all of these allow.
 *
 * @param newest so many versions of each project; 0 for all. Counts final versions, and carries
 *     pre-releases that are newer than the newest of them; where there is no final one, it counts
 *     pre-releases
 * @param required whether only versions that the requirements files ask for; says nothing of
 *     projects that these do not name
 * @param versions those of some projects, by PEP 440
 * @param preReleases whether alpha, beta, candidate and development releases
 * @param platforms patterns ({@code *}) of wheels' platform tags; empty for all. {@code any} always
 *     passes
 * @param pythons patterns of wheels' Python tags; empty for all
 * @param kinds of files
 * @param maxSize in bytes; a file of unknown size passes
 * @param maxAge since the upload; a file of unknown age passes
 */
public record FileChoice(
    int newest,
    boolean required,
    Map<ProjectName, VersionSpecifiers> versions,
    boolean preReleases,
    List<String> platforms,
    List<String> pythons,
    Set<Kind> kinds,
    OptionalLong maxSize,
    Optional<Duration> maxAge) {
  /** Every file. */
  public static final FileChoice ALL =
      new FileChoice(
          0,
          false,
          Map.of(),
          true,
          List.of(),
          List.of(),
          Set.of(Kind.values()),
          OptionalLong.empty(),
          Optional.empty());

  public FileChoice {
    versions = Map.copyOf(versions);
    platforms = List.copyOf(platforms);
    pythons = List.copyOf(pythons);
    kinds = Set.copyOf(kinds);
    if (newest < 0) {
      throw new IllegalArgumentException("the newest " + newest + " versions");
    }
  }

  /** All of it in words, always the same ones. */
  String text() {
    Map<String, String> specifiers = new TreeMap<>();
    versions.forEach((project, of) -> specifiers.put(project.value(), of.toString()));
    return "newest=%d required=%s versions=%s pre-releases=%s platforms=%s pythons=%s kinds=%s size=%s age=%s"
        .formatted(
            newest,
            required,
            specifiers,
            preReleases,
            new TreeSet<>(platforms),
            new TreeSet<>(pythons),
            new TreeSet<>(kinds),
            maxSize.isPresent() ? maxSize.getAsLong() : "any",
            maxAge.map(Duration::toString).orElse("any"));
  }
}
