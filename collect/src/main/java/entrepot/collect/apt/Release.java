package entrepot.collect.apt;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a verified release file says.
 *
 * @param byHash whether indexes may be asked for by their digest
 * @param allApart whether packages for all architectures have an index of their own
 * @param files by path
 */
record Release(
    Optional<String> suite,
    Optional<String> codename,
    Instant date,
    Optional<Instant> validUntil,
    boolean byHash,
    boolean allApart,
    Set<String> architectures,
    Set<String> components,
    Map<String, ListedFile> files) {

  Optional<ListedFile> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Whether this is the release file of the suite in the folder {@code dists/NAME}. */
  boolean isOf(String name) {
    if (suite.isEmpty() && codename.isEmpty()) {
      return true;
    }
    String first = name.substring(0, name.indexOf('/') < 0 ? name.length() : name.indexOf('/'));
    String last = name.substring(name.lastIndexOf('/') + 1);
    Set<String> accepted = new java.util.HashSet<>(java.util.List.of(name, first));
    accepted.add(last);
    return suite.filter(accepted::contains).isPresent()
        || codename.filter(accepted::contains).isPresent();
  }

  /** Both names, for people. */
  String names() {
    return "'%s' (codename '%s')".formatted(suite.orElse(""), codename.orElse(""));
  }
}
