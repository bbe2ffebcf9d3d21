package entrepot.app.quickstart.rpm;

import java.util.Optional;

/**
 * One thing that a package provides, requires and so on, as primary.xml writes it.
 *
 * @param flags {@code EQ}, {@code LT}, {@code GT}, {@code LE}, {@code GE}; empty without a version
 * @param before whether it must be there before the package's scripts run
 */
record RpmDependency(
    String name, Optional<String> flags, Optional<RpmEvr> version, boolean before) {
  private static final int LESS = 1 << 1;
  private static final int GREATER = 1 << 2;
  private static final int EQUAL = 1 << 3;

  /** PREREQ, SCRIPT_PRE and SCRIPT_POST of rpmds.h. */
  private static final int BEFORE = 1 << 6 | 1 << 9 | 1 << 10;

  static RpmDependency of(String name, String version, int flags) {
    return new RpmDependency(
        name,
        word(flags),
        version.isEmpty() ? Optional.empty() : Optional.of(RpmEvr.of(version)),
        (flags & BEFORE) != 0);
  }

  private static Optional<String> word(int flags) {
    return switch (flags & (LESS | GREATER | EQUAL)) {
      case LESS -> Optional.of("LT");
      case GREATER -> Optional.of("GT");
      case EQUAL -> Optional.of("EQ");
      case LESS | EQUAL -> Optional.of("LE");
      case GREATER | EQUAL -> Optional.of("GE");
      default -> Optional.empty();
    };
  }

  /** What rpm itself must be able to do; no repository lists these. */
  boolean isOfRpmItself() {
    return name.startsWith("rpmlib(");
  }
}
