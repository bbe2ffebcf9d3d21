package entrepot.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A region's one statement of what is served there. Replacing it is the release.
 *
 * @param generation rises by one with each head of the region
 * @param act why this head was issued
 */
public record Head(
    String region,
    long generation,
    Instant issued,
    SortedMap<String, TreeHead> trees,
    List<Revocation> revocations,
    Act act) {
  public Head {
    trees = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(trees));
    revocations = List.copyOf(revocations);
  }

  /** A head that does not say why it was issued. */
  public Head(
      String region,
      long generation,
      Instant issued,
      SortedMap<String, TreeHead> trees,
      List<Revocation> revocations) {
    this(region, generation, issued, trees, revocations, Act.UNTOLD);
  }

  /** What every region has before its first release. */
  static Head none(String region) {
    return new Head(region, 0, Instant.EPOCH, new TreeMap<>(), List.of());
  }

  /** What it says of that tree. */
  public Optional<TreeHead> tree(String name) {
    return Optional.ofNullable(trees.get(name));
  }

  /** The next head, with that tree served so. */
  Head next(Instant now, Act why, String tree, TreeHead served) {
    TreeMap<String, TreeHead> all = new TreeMap<>(trees);
    all.put(tree, served);
    return new Head(region, generation + 1, notBefore(now), all, revocations, why);
  }

  /** The next head, with these revocations. */
  Head next(Instant now, Act why, List<Revocation> revoked) {
    return new Head(region, generation + 1, notBefore(now), trees, revoked, why);
  }

  /** Heads are found by time, so a clock that was set back must not make one look older. */
  Instant notBefore(Instant now) {
    return now.isBefore(issued) ? issued : now;
  }
}
