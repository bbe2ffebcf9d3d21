package entrepot.app.quickstart;

import java.util.Optional;

/** Debian's name for the processor of this machine. */
final class Architecture {
  private Architecture() {}

  /** Such as {@code amd64}; empty for one whose name is not known here. */
  static Optional<String> ofThisMachine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> Optional.of("amd64");
      case "aarch64" -> Optional.of("arm64");
      case "ppc64le" -> Optional.of("ppc64el");
      case "s390x" -> Optional.of("s390x");
      case "riscv64" -> Optional.of("riscv64");
      default -> Optional.empty();
    };
  }
}
