package entrepot.collect.python;

import entrepot.kit.Failure;

/** A name, version, specifier, marker or requirement that Python's packaging standards refuse. */
public final class Malformed extends Failure {
  private static final long serialVersionUID = 1L;

  /** {@code found} in {@code text}, which was to be a {@code kind} such as "version". */
  Malformed(String kind, String text, String found) {
    super(
        "reading the %s '%s': %s".formatted(kind, Texts.shown(text), found),
        "Correct it where it is written.",
        null);
  }
}
