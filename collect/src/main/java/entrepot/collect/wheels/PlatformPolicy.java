package entrepot.collect.wheels;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A manylinux platform tag (PEP 600): what native code may expect of every system that it names.
 * The bounds are those that auditwheel checks, of the oldest distributions of each generation.
 *
 * @param glibc x of manylinux_2_x
 */
record PlatformPolicy(
    int glibc, String libstdcxx, String cxxabi, String gcc, String zlib, String atomic) {
  /** The oldest first. */
  static final List<PlatformPolicy> ALL =
      List.of(
          new PlatformPolicy(5, "3.4.8", "1.3.1", "4.2.0", "", ""),
          new PlatformPolicy(12, "3.4.13", "1.3.3", "4.5.0", "1.2.2.4", ""),
          new PlatformPolicy(17, "3.4.19", "1.3.7", "4.8.0", "1.2.5.2", "1.0"),
          new PlatformPolicy(24, "3.4.22", "1.3.10", "4.8.0", "1.2.5.2", "1.2"),
          new PlatformPolicy(27, "3.4.24", "1.3.11", "7.0.0", "1.2.9", "1.2"),
          new PlatformPolicy(28, "3.4.24", "1.3.11", "7.0.0", "1.2.9", "1.2"),
          new PlatformPolicy(31, "3.4.28", "1.3.12", "7.0.0", "1.2.9", "1.2"),
          new PlatformPolicy(34, "3.4.29", "1.3.13", "7.0.0", "1.2.9", "1.2"),
          new PlatformPolicy(35, "3.4.30", "1.3.13", "12.0.0", "1.2.9", "1.2"),
          new PlatformPolicy(39, "3.4.33", "1.3.15", "14.0.0", "1.2.12", "1.2"));

  /** What every Linux with glibc is taken to have. */
  private static final Set<String> LIBRARIES =
      Set.of(
          "libc.so.6",
          "libm.so.6",
          "libdl.so.2",
          "librt.so.1",
          "libpthread.so.0",
          "libutil.so.1",
          "libnsl.so.1",
          "libresolv.so.2",
          "libanl.so.1",
          "libgcc_s.so.1",
          "libstdc++.so.6",
          "libatomic.so.1",
          "libz.so.1",
          "libexpat.so.1",
          "libglib-2.0.so.0",
          "libgobject-2.0.so.0",
          "libgthread-2.0.so.0",
          "libX11.so.6",
          "libXext.so.6",
          "libXrender.so.1",
          "libICE.so.6",
          "libSM.so.6",
          "libGL.so.1",
          "ld-linux-x86-64.so.2",
          "ld-linux-aarch64.so.1");

  /** The oldest that allows all of these; empty where none does. */
  static Optional<PlatformPolicy> oldest(Collection<String> libraries, Collection<String> symbols) {
    return ALL.stream()
        .filter(policy -> policy.objection(libraries, symbols).isEmpty())
        .findFirst();
  }

  /** The one that holds for {@code manylinux_2_<glibc>}. */
  static Optional<PlatformPolicy> claimed(int glibc) {
    return ALL.stream().filter(policy -> policy.glibc <= glibc).reduce((_, newer) -> newer);
  }

  /** Such as {@code manylinux_2_34}. */
  String tag() {
    return "manylinux_2_" + glibc;
  }

  /** The first library or symbol version that systems of this tag may lack. */
  Optional<String> objection(Collection<String> libraries, Collection<String> symbols) {
    return libraries.stream()
        .filter(library -> !LIBRARIES.contains(library))
        .findFirst()
        .or(() -> symbols.stream().filter(symbol -> !allows(symbol)).findFirst());
  }

  private boolean allows(String symbol) {
    int split = symbol.indexOf('_');
    String family = split < 0 ? symbol : symbol.substring(0, split);
    String version = symbol.substring(split + 1);
    return switch (family) {
      case "GLIBC" -> version.equals("ABI_DT_RELR") ? glibc >= 36 : atMost(version, "2." + glibc);
      case "GLIBCXX" -> atMost(version, libstdcxx);
      case "CXXABI" ->
          switch (version) {
            case "TM_1" -> glibc >= 17;
            case "FLOAT128" -> glibc >= 24;
            default -> atMost(version, cxxabi);
          };
      case "GCC" -> atMost(version, gcc);
      case "ZLIB" -> atMost(version, zlib);
      case "LIBATOMIC" -> atMost(version, atomic);
      // Versions of libraries that are judged by their names.
      default -> true;
    };
  }

  /** Of versions that are numbers and dots; anything else is more than any bound. */
  private static boolean atMost(String version, String bound) {
    if (bound.isEmpty() || !version.matches("\\d{1,6}(\\.\\d{1,6})*")) {
      return false;
    }
    int[] one = numbers(version);
    int[] other = numbers(bound);
    return Arrays.compare(one, other) <= 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
