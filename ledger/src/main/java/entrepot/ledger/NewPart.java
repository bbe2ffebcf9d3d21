package entrepot.ledger;

import entrepot.kit.Digest;

/** A part that a run is about to offer; see {@link Part}. */
public record NewPart(long number, Digest input, long entries, long bytes) {}
