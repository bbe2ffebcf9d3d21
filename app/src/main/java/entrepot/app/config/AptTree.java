package entrepot.app.config;

import entrepot.ledger.Timing;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mirrored Debian archive.
 *
 * @param source the folder that has {@code dists/} in it; without a slash at its end
 * @param suites folders below {@code dists/}
 * @param keyring OpenPGP keys, one of which must have signed each suite
 */
public record AptTree(
    String name,
    Policy policy,
    URI source,
    List<String> suites,
    List<String> components,
    List<String> architectures,
    Set<Index> indexes,
    List<String> languages,
    Path keyring,
    boolean checkValidUntil,
    Optional<Timing> schedule,
    ReleaseRules rules)
    implements TreeConfiguration {
  public AptTree {
    suites = List.copyOf(suites);
    components = List.copyOf(components);
    architectures = List.copyOf(architectures);
    indexes = Set.copyOf(indexes);
    languages = List.copyOf(languages);
  }

  @Override
  public String kind() {
    return "apt";
  }

  @Override
  public String origin() {
    return source.toString();
  }

  /** The kinds of index that an archive may list. */
  public enum Index {
    PACKAGES,
    TRANSLATIONS,
    SOURCES,
    CONTENTS,
    DEP11,
    CNF
  }
}
