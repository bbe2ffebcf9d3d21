package entrepot.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A region's one statement of what is served there. Replacing it is the release.
 *
 * @param generation rises by one with each head of the region
 * @param retired what is no longer served, so that clients can be told
 * @param act why this head was issued
 */
public record Head(
    String region,
    long generation,
    Instant issued,
    SortedMap<String, TreeHead> trees,
    List<Revocation> revocations,
    List<Retirement> retired,
    Act act) {
  public Head {
    trees = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(trees));
    revocations = List.copyOf(revocations);
    retired = List.copyOf(retired);
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

  /** A head of a region where nothing was retired. */
  public Head(
      String region,
      long generation,
      Instant issued,
      SortedMap<String, TreeHead> trees,
      List<Revocation> revocations,
      Act act) {
    this(region, generation, issued, trees, revocations, List.of(), act);
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
    List<Retirement> stillRetired =
        retired.stream()
            .filter(each -> !each.tree().equals(tree) || each.path().isPresent())
            .toList();
    return new Head(region, generation + 1, notBefore(now), all, revocations, stillRetired, why);
  }

  /** The next head, with these revocations. */
  Head next(Instant now, Act why, List<Revocation> revoked) {
    return new Head(region, generation + 1, notBefore(now), trees, revoked, retired, why);
  }

  /** The next head, in which that is retired; a tree that goes as a whole is no longer served. */
  Head next(Instant now, Act why, Retirement gone) {
    TreeMap<String, TreeHead> left = new TreeMap<>(trees);
    if (gone.path().isEmpty()) {
      left.remove(gone.tree());
    }
    return new Head(region, generation + 1, notBefore(now), left, revocations, retired, why)
        .retiring(gone);
  }

  /** The next head, in which that is not retired. */
  Head nextWithout(Instant now, Act why, Retirement back) {
    return new Head(
        region, generation + 1, notBefore(now), trees, revocations, retiredBut(back), why);
  }

  /** The same generation, with that retired. */
  Head retiring(Retirement gone) {
    List<Retirement> all = new ArrayList<>(retiredBut(gone));
    all.add(gone);
    return new Head(region, generation, issued, trees, revocations, all, act);
  }

  private List<Retirement> retiredBut(Retirement one) {
    return retired.stream().filter(each -> !each.sameSubject(one)).toList();
  }

  /** Heads are found by time, so a clock that was set back must not make one look older. */
  Instant notBefore(Instant now) {
    return now.isBefore(issued) ? issued : now;
  }
}
