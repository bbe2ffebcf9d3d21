package entrepot.release;

import entrepot.kit.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * What a head says of one tree.
 *
 * @param snapshot the released snapshot
 * @param carry the manifest of what former indexes named and this one does not
 * @param released when this snapshot was released to the region
 */
public record TreeHead(Digest snapshot, Optional<Digest> carry, Instant released) {}
