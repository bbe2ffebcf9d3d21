package entrepot.collect.python;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a requirement applies (PEP 508), such as {@code python_version < '3.9'}. */
public sealed interface Marker {
  /** Whether it applies there. */
  boolean evaluate(Environment environment);

  /** The marker that {@code text} spells; throws {@link Malformed}. */
  static Marker of(String text) {
    return new MarkerParser(text).whole();
  }

  /** All of them. */
  record And(List<Marker> parts) implements Marker {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean evaluate(Environment environment) {
      return parts.stream().allMatch(part -> part.evaluate(environment));
    }

    @Override
    public String toString() {
      return parts.stream()
          .map(part -> part instanceof Or ? "(" + part + ")" : part.toString())
          .collect(Collectors.joining(" and "));
    }
  }

  /** One of them. */
  record Or(List<Marker> parts) implements Marker {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean evaluate(Environment environment) {
      return parts.stream().anyMatch(part -> part.evaluate(environment));
    }

    @Override
    public String toString() {
      return parts.stream().map(Marker::toString).collect(Collectors.joining(" or "));
    }
  }

  /** One side of a comparison. */
  sealed interface Operand {
    /** What it stands for there. */
    String value(Environment environment);

    /** Whether it names what is a version. */
    default boolean isVersion() {
      return this instanceof Variable variable && Environment.VERSIONS.contains(variable.name());
    }

    /** A name such as {@code os_name}. */
    record Variable(String name) implements Operand {
      @Override
      public String value(Environment environment) {
        return environment.value(name);
      }

      @Override
      public String toString() {
        return name;
      }
    }

    /** Quoted text. */
    record Text(String text) implements Operand {
      @Override
      public String value(Environment environment) {
        return text;
      }

      @Override
      public String toString() {
        return text.contains("\"") ? "'" + text + "'" : "\"" + text + "\"";
      }
    }
  }

  /**
   * A comparison: of versions where one side stands for a version and both are one, else of text.
   *
   * @param operator one of PEP 440's, {@code in}, or {@code not in}
   */
  record Comparison(Operand left, String operator, Operand right) implements Marker {
    private static final Operand EXTRA = new Operand.Variable("extra");

    @Override
    public boolean evaluate(Environment environment) {
      String a = left.value(environment);
      String b = right.value(environment);
      if (left.equals(EXTRA) || right.equals(EXTRA)) {
        a = normalised(a);
        b = normalised(b);
      }
      if (operator.equals("in") || operator.equals("not in")) {
        return b.contains(a) == operator.equals("in");
      }
      VersionSpecifier.Operator sign = VersionSpecifier.Operator.of(operator).orElseThrow();
      Optional<PythonVersion> version = PythonVersion.parse(a);
      Optional<VersionSpecifier> clause = VersionSpecifier.parse(sign, b);
      boolean ofVersions = left.isVersion() || right.isVersion();
      return (ofVersions && clause.isPresent() && version.isPresent())
          ? clause.get().matches(version.get())
          : compareText(sign, a, b);
    }

    private static String normalised(String extra) {
      return ProjectName.parse(extra).map(ProjectName::value).orElse(extra);
    }

    /** Text has no order, so that only equality holds; {@code ~=} has no meaning there. */
    private static boolean compareText(VersionSpecifier.Operator sign, String a, String b) {
      return switch (sign) {
        case IDENTICAL, EQUAL, AT_MOST, AT_LEAST -> a.equals(b);
        case UNEQUAL -> !a.equals(b);
        case BELOW, ABOVE, COMPATIBLE -> false;
      };
    }

    @Override
    public String toString() {
      return left + " " + operator + " " + right;
    }
  }
}
