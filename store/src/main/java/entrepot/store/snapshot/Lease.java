package entrepot.store.snapshot;

import java.time.Instant;

/** Keeps garbage collection off what a run has found or written since {@code taken}. */
public record Lease(String id, String purpose, Instant taken, Instant until) {}
