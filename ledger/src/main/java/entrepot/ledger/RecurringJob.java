package entrepot.ledger;

/**
 * Work that comes back.
 *
 * @param name unique, and the same after a restart: it is the key of the job's row
 * @param work may take long; what it throws is logged, and the job comes back at its next time
 */
public record RecurringJob(String name, Timing timing, Runnable work) {}
