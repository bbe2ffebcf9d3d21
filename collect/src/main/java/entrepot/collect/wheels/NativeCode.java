package entrepot.collect.wheels;

import entrepot.collect.python.WheelTag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The native code of a wheel as auditwheel judges it: what it expects of the system, and which
 * platform tag that allows.
 *
 * @param machines that it is for
 * @param libraries that are not in the wheel itself
 * @param symbols the symbol versions that it needs
 */
record NativeCode(Set<String> machines, List<String> libraries, Collection<String> symbols) {
  private static final Pattern PLATFORM =
      Pattern.compile("(linux|manylinux1|manylinux2010|manylinux2014|manylinux_2_(\\d{1,3}))_(.+)");

  static NativeCode of(WheelArchive archive) {
    Map<String, ElfFile> files = archive.nativeCode();
    Set<String> own =
        archive.members().keySet().stream()
            .map(name -> name.substring(name.lastIndexOf('/') + 1))
            .collect(Collectors.toSet());
    return new NativeCode(
        files.values().stream()
            .map(ElfFile::machine)
            .collect(Collectors.toCollection(TreeSet::new)),
        files.values().stream()
            .flatMap(file -> file.libraries().stream())
            .filter(library -> !own.contains(library))
            .distinct()
            .sorted()
            .toList(),
        files.values().stream()
            .flatMap(file -> file.symbols().stream())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** {@code any}, the oldest manylinux that fits, or {@code linux}. */
  String policy() {
    if (machines.isEmpty()) {
      return "any";
    }
    return PlatformPolicy.oldest(libraries, symbols).map(PlatformPolicy::tag).orElse("linux");
  }

  /** Throws {@link WheelRefused} when a tag claims what the code does not keep. */
  void check(List<WheelTag> tags) {
    tags.forEach(tag -> check(tag.platform()));
  }

  private void check(String platform) {
    if (platform.equals("any")) {
      if (!machines.isEmpty()) {
        throw new WheelRefused("it is tagged for any platform, and has native code");
      }
      return;
    }
    Matcher claim = PLATFORM.matcher(platform);
    if (!claim.matches()) {
      throw new WheelRefused("it is tagged for %s".formatted(platform));
    }
    if (!Set.of(claim.group(3)).containsAll(machines)) {
      throw new WheelRefused(
          "it is tagged for %s, and has code for %s".formatted(platform, machines));
    }
    glibc(claim).ifPresent(version -> checkPolicy(platform, version));
  }

  private void checkPolicy(String platform, int glibc) {
    Optional<String> objection =
        PlatformPolicy.claimed(glibc)
            .map(policy -> policy.objection(libraries, symbols))
            .orElse(Optional.of("a system older than any that is known"));
    objection.ifPresent(needed -> {
      throw new WheelRefused("it is tagged for %s, and needs %s".formatted(platform, needed));
    });
  }

  private static Optional<Integer> glibc(Matcher claim) {
    return switch (claim.group(1)) {
      case "linux" -> Optional.empty();
      case "manylinux1" -> Optional.of(5);
      case "manylinux2010" -> Optional.of(12);
      case "manylinux2014" -> Optional.of(17);
      default -> Optional.of(Integer.valueOf(claim.group(2)));
    };
  }
}
