package entrepot.app.steering;

import entrepot.kit.Digest;
import java.time.Instant;

/** A snapshot of a tree that was released to some region, and when first. */
public record Published(Digest snapshot, Instant time) {}
