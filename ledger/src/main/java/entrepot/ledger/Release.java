package entrepot.ledger;

import entrepot.kit.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * What one generation of a region's head changed for one tree.
 *
 * @param fromSnapshot absent when the tree was not served there before
 * @param toSnapshot absent when the tree was retired
 */
public record Release(
    String region,
    long generation,
    String tree,
    ReleaseKind kind,
    Optional<Digest> fromSnapshot,
    Optional<Digest> toSnapshot,
    Instant time,
    String who) {}
