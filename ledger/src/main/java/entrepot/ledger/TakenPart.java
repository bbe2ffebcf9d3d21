package entrepot.ledger;

import java.util.Optional;

/**
 * A part that is this process's now.
 *
 * @param from who had it before and let its lease run out
 */
public record TakenPart(Part part, Optional<String> from) {}
