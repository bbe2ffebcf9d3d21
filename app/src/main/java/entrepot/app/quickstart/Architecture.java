package entrepot.app.quickstart;

import java.util.Optional;

/** What distributions call the processor of this machine. */
final class Architecture {
  private static final String JAVA = System.getProperty("os.arch");

  private Architecture() {}

  /** Debian's name, such as {@code amd64}; empty where it is not known here. */
  static Optional<String> debian() {
    return switch (JAVA) {
      case "amd64", "x86_64" -> Optional.of("amd64");
      case "aarch64" -> Optional.of("arm64");
      case "ppc64le" -> Optional.of("ppc64el");
      case "s390x" -> Optional.of("s390x");
      case "riscv64" -> Optional.of("riscv64");
      default -> Optional.empty();
    };
  }

  /** dnf's {@code $basearch}, such as {@code x86_64}. */
  static String rpm() {
    return JAVA.equals("amd64") ? "x86_64" : JAVA;
  }
}
