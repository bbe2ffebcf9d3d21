package entrepot.ledger;

import java.time.Instant;

/**
 * A process that takes parts of runs.
 *
 * @param instance a random word of that process; a name belongs to one at a time
 * @param seen its last heartbeat
 * @param until when it counts as dead unless it is heard of
 */
public record KnownWorker(
    String name,
    String instance,
    String host,
    long pid,
    Instant since,
    Instant seen,
    Instant until) {}
