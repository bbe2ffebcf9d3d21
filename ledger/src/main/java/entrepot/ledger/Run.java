package entrepot.ledger;

import entrepot.kit.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * One piece of long work.
 *
 * @param owner the process that does it
 * @param epoch rises whenever the run changes hands; whoever has an older one has lost it
 * @param ended absent while it is under way, as is the outcome
 * @param snapshot what it made, or found unchanged
 */
public record Run(
    long id,
    String tree,
    RunKind kind,
    String owner,
    long epoch,
    Instant started,
    Optional<Instant> ended,
    Optional<Outcome> outcome,
    String message,
    Optional<Digest> snapshot,
    long filesFetched,
    long bytesFetched) {}
