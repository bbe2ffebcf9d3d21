package entrepot.app.config;

import entrepot.kit.config.Value;
import java.util.Map;

/** Finds what two groups of a file cannot both have. */
final class Owners {
  private Owners() {}

  /** Notes whose that is; reports it where it is another's already. */
  static <K> void unique(Map<K, String> owners, K key, Value value, String owner) {
    String other = owners.putIfAbsent(key, owner);
    if (other != null) {
      value.error("'%s' belongs to %s".formatted(value.text(), other), "choose another one here");
    }
  }
}
