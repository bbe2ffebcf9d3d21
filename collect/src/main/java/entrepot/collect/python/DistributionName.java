package entrepot.collect.python;

import java.util.List;
import java.util.Optional;

/**
 * What a distribution's file name tells. A malformed name tells its kind alone.
 *
 * @param kind by the ending
 * @param project whose it is, where that can be told
 * @param version where it is one by PEP 440
 * @param build a wheel's build number with what follows it, such as {@code 1local}
 * @param tags a wheel's, one for each combination of a compressed set; empty for all other kinds
 */
public record DistributionName(
    Kind kind,
    Optional<ProjectName> project,
    Optional<PythonVersion> version,
    Optional<String> build,
    List<WheelTag> tags) {
  /** The kinds of distributions that indexes have had. */
  public enum Kind {
    /** PEP 427. */
    WHEEL,
    /** A source archive, of whatever compression. */
    SDIST,
    /** What setuptools made before there were wheels. */
    EGG,
    /** For a system's own installer: exe, msi, rpm, deb, dmg. */
    INSTALLER,
    /** Anything else, such as archives of a built tree (bdist_dumb) and signatures. */
    OTHER
  }

  public DistributionName {
    tags = List.copyOf(tags);
  }

  static DistributionName malformed(Kind kind) {
    return new DistributionName(
        kind, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * What the name alone tells. Where name and version of an sdist cannot be told apart for certain
   * ({@code foo-1.0-1.tar.gz}), the last hyphen before a version separates them.
   */
  public static DistributionName parse(String filename) {
    return new DistributionNameParser(Optional.empty()).parse(filename);
  }

  /**
   * What the name tells of a file on the page of {@code expected}, so that {@code foo-1.0-1.tar.gz}
   * is 1.0.post1 of foo and 1 of foo-1-0. A name of another project is read as that.
   */
  public static DistributionName parse(String filename, ProjectName expected) {
    return new DistributionNameParser(Optional.of(expected)).parse(filename);
  }
}
