package entrepot.app.config;

import java.time.Duration;

/**
 * How processes share runs.
 *
 * @param lease after so long without a heartbeat a process counts as dead and its part is another's
 * @param entries at most so many in a part
 * @param bytes a part is full when what it names adds up to this
 */
public record WorkersConfiguration(Duration lease, int entries, long bytes) {}
