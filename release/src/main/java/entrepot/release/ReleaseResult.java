package entrepot.release;

import entrepot.kit.Digest;
import java.util.List;
import java.util.Optional;

/** How a release or rollback that did not fail ended. */
public sealed interface ReleaseResult {
  /** The region's generation afterwards. */
  long generation();

  /**
   * A new head.
   *
   * @param bytes the size of what was added or modified, where it is known
   * @param warnings sentences that a person should read
   */
  record Released(
      String region,
      String tree,
      long generation,
      Optional<Digest> from,
      Digest to,
      long added,
      long removed,
      long modified,
      long bytes,
      List<String> warnings)
      implements ReleaseResult {
    public Released {
      warnings = List.copyOf(warnings);
    }
  }

  /** The region serves that snapshot already; nothing was written. */
  record Unchanged(String region, String tree, long generation, Digest snapshot)
      implements ReleaseResult {}
}
