package entrepot.app.config;

import java.util.Locale;

/** Finds the enum constant that a word of the file stands for. */
final class Words {
  private Words() {}

  /** The constant; the fallback where the schema has refused the word already. */
  static <E extends Enum<E>> E constant(Class<E> type, String word, E fallback) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
        return constant;
      }
    }
    return fallback;
  }
}
