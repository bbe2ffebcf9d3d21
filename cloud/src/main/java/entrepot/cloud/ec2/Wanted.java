package entrepot.cloud.ec2;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The values of one filter, of which one has to fit: most are texts, which are looked up. */
final class Wanted {
  private final Set<String> texts = new HashSet<>();
  private final List<Wildcard> patterns;

  Wanted(List<String> values) {
    values.stream().filter(Wanted::plain).forEach(texts::add);
    patterns = values.stream().filter(value -> !plain(value)).map(Wildcard::new).toList();
  }

  boolean fits(String value) {
    if (texts.contains(value)) {
      return true;
    }
    for (Wildcard pattern : patterns) {
      if (pattern.fits(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean plain(String value) {
    return value.indexOf('*') < 0 && value.indexOf('?') < 0 && value.indexOf('\\') < 0;
  }
}
