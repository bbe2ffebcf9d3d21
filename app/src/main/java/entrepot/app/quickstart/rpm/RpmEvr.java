package entrepot.app.quickstart.rpm;

import java.util.Optional;

/** Epoch, version and release: what rpm orders packages by. */
record RpmEvr(String epoch, String version, Optional<String> release) {
  /** Reads {@code [epoch:]version[-release]}. */
  static RpmEvr of(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    int dash = rest.lastIndexOf('-');
    return new RpmEvr(
        colon < 0 ? "0" : text.substring(0, colon),
        dash < 0 ? rest : rest.substring(0, dash),
        dash < 0 ? Optional.empty() : Optional.of(rest.substring(dash + 1)));
  }
}
