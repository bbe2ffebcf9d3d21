package entrepot.collect.python;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One clause of PEP 440, such as {@code >=1.0}. */
public final class VersionSpecifier {
  /** PEP 440's comparisons. */
  public enum Operator {
    /** {@code ===}: the same text. */
    IDENTICAL("==="),
    /** {@code ~=}: that version or a later one of the same series. */
    COMPATIBLE("~="),
    /** {@code ==}. */
    EQUAL("=="),
    /** {@code !=}. */
    UNEQUAL("!="),
    /** {@code <=}. */
    AT_MOST("<="),
    /** {@code >=}. */
    AT_LEAST(">="),
    /** {@code <}. */
    BELOW("<"),
    /** {@code >}. */
    ABOVE(">");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    static Optional<Operator> at(String text) {
      return Arrays.stream(values()).filter(operator -> text.startsWith(operator.sign)).findFirst();
    }

    static Optional<Operator> of(String sign) {
      return Arrays.stream(values()).filter(operator -> operator.sign.equals(sign)).findFirst();
    }

    @Override
    public String toString() {
      return sign;
    }
  }

  private static final int LONGEST = 200;
  private static final String ANY = ".*";

  private final Operator operator;
  private final String written;

  /** Without the star; empty where {@code ===} asks for what is no version. */
  private final Optional<PythonVersion> version;

  private VersionSpecifier(Operator operator, String written, Optional<PythonVersion> version) {
    this.operator = operator;
    this.written = written;
    this.version = version;
  }

  /** The clause that the text spells, if it spells one. */
  static Optional<VersionSpecifier> parse(String text) {
    String stripped = text.strip();
    return Operator.at(stripped)
        .flatMap(operator -> parse(operator, stripped.substring(operator.sign.length())));
  }

  static Optional<VersionSpecifier> parse(Operator operator, String text) {
    String written = text.strip();
    boolean takesAny = operator == Operator.EQUAL || operator == Operator.UNEQUAL;
    boolean any = takesAny && written.endsWith(ANY);
    Optional<PythonVersion> version =
        PythonVersion.parse(any ? written.substring(0, written.length() - ANY.length()) : written);
    boolean allowed =
        switch (operator) {
          case IDENTICAL -> isWord(written);
          case EQUAL, UNEQUAL -> version.isPresent() && (!any || isRelease(version.get()));
          case COMPATIBLE ->
              version.filter(v -> v.local().isEmpty() && v.release().size() > 1).isPresent();
          case AT_MOST, AT_LEAST, BELOW, ABOVE ->
              version.filter(v -> v.local().isEmpty()).isPresent();
        };
    return allowed
        ? Optional.of(new VersionSpecifier(operator, written, version))
        : Optional.empty();
  }

  private static boolean isWord(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().noneMatch(c -> Character.isWhitespace(c) || c == ';' || c == ')');
  }

  private static boolean isRelease(PythonVersion version) {
    return version.toString().equals(version.base().toString());
  }

  /** How versions are compared. */
  public Operator operator() {
    return operator;
  }

  /**
   * With what, as written: for {@code ==} and {@code !=} it may end with {@code .*}, for {@code
   * ===} it may be any word.
   */
  public String version() {
    return written;
  }

  /** Whether this is one version and no other. */
  Optional<PythonVersion> pin() {
    return switch (operator) {
      case IDENTICAL -> version;
      case EQUAL -> written.endsWith(ANY) ? Optional.empty() : version;
      case COMPATIBLE, UNEQUAL, AT_MOST, AT_LEAST, BELOW, ABOVE -> Optional.empty();
    };
  }

  /** Whether the version is among those meant, be it a pre-release or not. */
  public boolean matches(PythonVersion candidate) {
    return switch (operator) {
      case IDENTICAL -> matchesText(candidate.toString());
      case EQUAL -> equal(candidate);
      case UNEQUAL -> !equal(candidate);
      case COMPATIBLE -> compatible(candidate);
      case AT_MOST -> candidate.withoutLocal().compareTo(asked()) <= 0;
      case AT_LEAST -> candidate.withoutLocal().compareTo(asked()) >= 0;
      case BELOW -> below(candidate);
      case ABOVE -> above(candidate);
    };
  }

  /** For a version that is none by PEP 440: only {@code ===} can mean it. */
  public boolean matchesText(String candidate) {
    return operator == Operator.IDENTICAL
        && candidate.toLowerCase(Locale.ROOT).equals(written.toLowerCase(Locale.ROOT));
  }

  /** Whether pre-releases are asked for, as it names one. */
  boolean namesPreRelease() {
    return switch (operator) {
      case UNEQUAL, BELOW, ABOVE -> false;
      case IDENTICAL, COMPATIBLE, EQUAL, AT_MOST, AT_LEAST ->
          version.filter(PythonVersion::isPreRelease).isPresent();
    };
  }

  private PythonVersion asked() {
    return version.orElseThrow();
  }

  private boolean equal(PythonVersion candidate) {
    PythonVersion asked = asked();
    if (written.endsWith(ANY)) {
      return inSeries(candidate, asked, asked.release().size());
    }
    return asked.equals(asked.local().isEmpty() ? candidate.withoutLocal() : candidate);
  }

  private boolean compatible(PythonVersion candidate) {
    PythonVersion asked = asked();
    return candidate.withoutLocal().compareTo(asked) >= 0
        && inSeries(candidate, asked, asked.release().size() - 1);
  }

  private static boolean inSeries(PythonVersion candidate, PythonVersion series, int parts) {
    if (!candidate.epoch().equals(series.epoch())) {
      return false;
    }
    for (int i = 0; i < parts; i++) {
      if (!candidate.releaseAt(i).equals(series.releaseAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@code <1.0} does not mean the pre-releases of 1.0. */
  private boolean below(PythonVersion candidate) {
    PythonVersion asked = asked();
    boolean itsPreRelease =
        !asked.isPreRelease() && candidate.isPreRelease() && candidate.base().equals(asked.base());
    return candidate.compareTo(asked) < 0 && !itsPreRelease;
  }

  /** {@code >1.0} does not mean the post-releases of 1.0, nor local builds of it. */
  private boolean above(PythonVersion candidate) {
    PythonVersion asked = asked();
    boolean itsPostRelease =
        !asked.isPostRelease()
            && candidate.isPostRelease()
            && candidate.base().equals(asked.base());
    return candidate.withoutLocal().compareTo(asked) > 0 && !itsPostRelease;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionSpecifier clause
        && operator == clause.operator
        && written.equals(clause.written);
  }

  @Override
  public int hashCode() {
    return 31 * operator.hashCode() + written.hashCode();
  }

  @Override
  public String toString() {
    return operator + written;
  }
}
