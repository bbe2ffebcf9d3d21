package entrepot.collect.python;

import java.util.Optional;

/**
 * A project's name as PEP 503 normalises it: lower case, with one hyphen for each run of hyphens,
 * underscores and dots. Ordered as manifests are.
 *
 * @param value the normalised name: {@code [a-z0-9]+(-[a-z0-9]+)*}, at most {@link #MAX_LENGTH}
 */
public record ProjectName(String value) implements Comparable<ProjectName> {
  /** Characters, as written and as normalised. PyPI's longest names have about 100. */
  public static final int MAX_LENGTH = 200;

  /** Throws {@link Malformed} when the value is not normalised. */
  public ProjectName {
    if (value.length() > MAX_LENGTH || !isNormalised(value)) {
      throw new Malformed("project name", value, "it is not normalised");
    }
  }

  /** The name that {@code text} spells in any notation; throws {@link Malformed}. */
  public static ProjectName of(String text) {
    return parse(text)
        .orElseThrow(() ->
            new Malformed(
                "project name",
                text,
                "it must have at most %d ASCII letters, digits, '.', '_' and '-', and begin and end with a letter or digit"
                    .formatted(MAX_LENGTH)));
  }

  /** The name that {@code text} spells in any notation (PEP 508), or empty when it spells none. */
  public static Optional<ProjectName> parse(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_LENGTH) {
      return Optional.empty();
    }
    if (isNormalised(text)) {
      return Optional.of(new ProjectName(text));
    }
    StringBuilder out = new StringBuilder(length);
    boolean separated = false;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (isSeparator(c)) {
        if (i == 0 || i == length - 1) {
          return Optional.empty();
        }
        separated = true;
        continue;
      }
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      if (!isPlain(lower)) {
        return Optional.empty();
      }
      if (separated) {
        out.append('-');
        separated = false;
      }
      out.append(lower);
    }
    return Optional.of(new ProjectName(out.toString()));
  }

  private static boolean isNormalised(String text) {
    char before = '-';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isPlain(c) && (c != '-' || before == '-')) {
        return false;
      }
      before = c;
    }
    return before != '-';
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == '_' || c == '.';
  }

  @Override
  public int compareTo(ProjectName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
