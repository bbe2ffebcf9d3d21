package entrepot.collect.python;

import java.math.BigInteger;
import java.util.Optional;

/**
 * PEP 440's order: a development release is before its pre-releases, these before the release, the
 * release before its post-releases, and each before its own local builds.
 */
final class VersionOrder {
  private VersionOrder() {}

  static int compare(PythonVersion a, PythonVersion b) {
    int order = a.epoch().compareTo(b.epoch());
    int parts = Math.max(a.release().size(), b.release().size());
    for (int i = 0; order == 0 && i < parts; i++) {
      order = a.releaseAt(i).compareTo(b.releaseAt(i));
    }
    if (order == 0) {
      order = comparePre(a, b);
    }
    if (order == 0) {
      order = compare(a.post(), b.post(), false);
    }
    if (order == 0) {
      order = compare(a.dev(), b.dev(), true);
    }
    return order != 0 ? order : compareLocal(a.local(), b.local());
  }

  private static int comparePre(PythonVersion a, PythonVersion b) {
    int order = Integer.compare(stage(a), stage(b));
    if (order != 0 || a.pre().isEmpty() || b.pre().isEmpty()) {
      return order;
    }
    PythonVersion.Pre left = a.pre().get();
    PythonVersion.Pre right = b.pre().get();
    int byLetter = left.letter().compareTo(right.letter());
    return byLetter != 0 ? byLetter : left.number().compareTo(right.number());
  }

  /** 1.0.dev1 is before 1.0a1, but 1.0.post1.dev1 is after 1.0. */
  private static int stage(PythonVersion version) {
    if (version.pre().isPresent()) {
      return 1;
    }
    return version.post().isEmpty() && version.dev().isPresent() ? 0 : 2;
  }

  private static int compare(Optional<BigInteger> a, Optional<BigInteger> b, boolean absentIsLast) {
    if (a.isPresent() && b.isPresent()) {
      return a.get().compareTo(b.get());
    }
    int order = Boolean.compare(a.isPresent(), b.isPresent());
    return absentIsLast ? -order : order;
  }

  private static int compareLocal(Optional<String> a, Optional<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Boolean.compare(a.isPresent(), b.isPresent());
    }
    String[] left = a.get().split("\\.", -1);
    String[] right = b.get().split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = compareLocalPart(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int compareLocalPart(String a, String b) {
    boolean aNumber = VersionText.isNumber(a);
    boolean bNumber = VersionText.isNumber(b);
    if (aNumber != bNumber) {
      return aNumber ? 1 : -1;
    }
    return aNumber ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
  }
}
