package entrepot.release;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A region's one statement of what is served there. Replacing it is the release.
 *
 * @param generation rises by one with each head of the region
 */
public record Head(
    String region,
    long generation,
    Instant issued,
    SortedMap<String, TreeHead> trees,
    List<Revocation> revocations) {
  public Head {
    trees = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(trees));
    revocations = List.copyOf(revocations);
  }
}
