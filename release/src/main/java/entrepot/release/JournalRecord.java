package entrepot.release;

import entrepot.kit.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * What one generation of a region's head changed.
 *
 * @param from the tree's snapshot before; absent where the tree was not served or the act concerns
 *     no tree
 * @param to the tree's snapshot after
 */
public record JournalRecord(
    Instant time,
    Act act,
    String region,
    long fromGeneration,
    long toGeneration,
    Optional<Digest> from,
    Optional<Digest> to) {}
