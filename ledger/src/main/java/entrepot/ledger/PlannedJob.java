package entrepot.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * When a job runs next, and how it went.
 *
 * @param failures how often it failed since it last succeeded
 */
public record PlannedJob(
    String name,
    Instant next,
    boolean running,
    Optional<Instant> lastSuccess,
    Optional<Instant> lastFailure,
    int failures) {}
