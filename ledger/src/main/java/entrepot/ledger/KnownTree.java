package entrepot.ledger;

import java.time.Instant;

/** A tree that has been configured at some time. */
public record KnownTree(String name, String kind, String source, Instant added) {}
