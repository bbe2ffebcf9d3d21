package entrepot.collect.python;

import entrepot.collect.python.DistributionName.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads file names of distributions: PEP 427 and 625, and what there was before. */
final class DistributionNameParser {
  private static final List<String> ARCHIVES =
      List.of(".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz", ".tar.z", ".tar", ".tbz", ".txz");
  private static final List<String> INSTALLERS = List.of(".exe", ".msi", ".rpm", ".deb", ".dmg");
  private static final Pattern WHEEL_NAME = Pattern.compile("[\\p{L}\\p{N}_.]+");
  private static final Pattern BUILD = Pattern.compile("[0-9].*");

  /** What distutils puts behind the version of what runs on one platform only. */
  private static final Pattern PLATFORM =
      Pattern.compile("\\.(?:win32|win-|linux-|macosx-|cygwin-|freebsd-|solaris-).*");

  /** A tag set may be compressed; nobody's has this many combinations. */
  private static final int MOST_TAGS = 512;

  private final Optional<ProjectName> expected;

  DistributionNameParser(Optional<ProjectName> expected) {
    this.expected = expected;
  }

  DistributionName parse(String filename) {
    String lower = filename.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".whl")) {
      return wheel(without(filename, ".whl"));
    }
    if (lower.endsWith(".egg")) {
      return egg(without(filename, ".egg"));
    }
    for (String ending : ARCHIVES) {
      if (lower.endsWith(ending)) {
        String stem = without(filename, ending);
        Matcher platform = PLATFORM.matcher(stem);
        return platform.find()
            ? versioned(Kind.OTHER, stem.substring(0, platform.start()))
            : versioned(Kind.SDIST, stem);
      }
    }
    for (String ending : INSTALLERS) {
      if (lower.endsWith(ending)) {
        String stem = without(filename, ending);
        Matcher platform = PLATFORM.matcher(stem);
        return versioned(
            Kind.INSTALLER, platform.find() ? stem.substring(0, platform.start()) : stem);
      }
    }
    return DistributionName.malformed(Kind.OTHER);
  }

  private static String without(String filename, String ending) {
    return filename.substring(0, filename.length() - ending.length());
  }

  private static DistributionName wheel(String stem) {
    String[] parts = stem.split("-", -1);
    boolean hasBuild = parts.length == 6;
    if ((parts.length != 5 && !hasBuild)
        || parts[0].contains("__")
        || !WHEEL_NAME.matcher(parts[0]).matches()
        || (hasBuild && !BUILD.matcher(parts[2]).matches())) {
      return DistributionName.malformed(Kind.WHEEL);
    }
    Optional<ProjectName> project = ProjectName.parse(parts[0]);
    Optional<PythonVersion> version = PythonVersion.parse(parts[1]);
    List<WheelTag> tags = tags(parts, parts.length - 3);
    if (project.isEmpty() || version.isEmpty() || tags.isEmpty()) {
      return DistributionName.malformed(Kind.WHEEL);
    }
    return new DistributionName(
        Kind.WHEEL, project, version, hasBuild ? Optional.of(parts[2]) : Optional.empty(), tags);
  }

  private static List<WheelTag> tags(String[] parts, int first) {
    String[] pythons = set(parts[first]);
    String[] abis = set(parts[first + 1]);
    String[] platforms = set(parts[first + 2]);
    List<WheelTag> tags = new ArrayList<>();
    if ((long) pythons.length * abis.length * platforms.length > MOST_TAGS) {
      return tags;
    }
    for (String python : pythons) {
      for (String abi : abis) {
        for (String platform : platforms) {
          tags.add(new WheelTag(python, abi, platform));
        }
      }
    }
    return tags.stream().distinct().toList();
  }

  private static String[] set(String compressed) {
    return compressed.toLowerCase(Locale.ROOT).split("\\.", -1);
  }

  /** {@code name-version-py2.7-platform}: setuptools writes hyphens of name and version as '_'. */
  private static DistributionName egg(String stem) {
    String[] parts = stem.split("-", -1);
    Optional<ProjectName> project = ProjectName.parse(parts[0]);
    Optional<PythonVersion> version =
        parts.length < 2 ? Optional.empty() : PythonVersion.parse(parts[1].replace('_', '-'));
    return project.isEmpty() || version.isEmpty()
        ? DistributionName.malformed(Kind.EGG)
        : new DistributionName(Kind.EGG, project, version, Optional.empty(), List.of());
  }

  private DistributionName versioned(Kind kind, String stem) {
    Optional<DistributionName> found = Optional.empty();
    for (int i = stem.indexOf('-'); i >= 0; i = stem.indexOf('-', i + 1)) {
      Optional<ProjectName> project = ProjectName.parse(stem.substring(0, i));
      Optional<PythonVersion> version = PythonVersion.parse(stem.substring(i + 1));
      if (project.isEmpty()) {
        continue;
      }
      boolean asExpected = project.equals(expected);
      if (asExpected || version.isPresent()) {
        found =
            Optional.of(new DistributionName(kind, project, version, Optional.empty(), List.of()));
      }
      if (asExpected) {
        break;
      }
    }
    return found.orElseGet(() -> DistributionName.malformed(kind));
  }
}
