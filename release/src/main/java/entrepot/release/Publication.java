package entrepot.release;

import entrepot.kit.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot on its way to a replica.
 *
 * @param served what the head says of the tree until then; that is on the replica as a whole
 * @param revoked what the region must not serve
 */
public record Publication(
    String tree,
    Optional<TreeHead> served,
    Digest snapshot,
    List<Revocation> revoked,
    Instant now,
    String who) {
  public Publication {
    revoked = List.copyOf(revoked);
  }

  /** The snapshot that is served until then. */
  public Optional<Digest> base() {
    return served.map(TreeHead::snapshot);
  }
}
