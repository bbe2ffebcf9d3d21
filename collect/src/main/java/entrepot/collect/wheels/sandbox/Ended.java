package entrepot.collect.wheels.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * How a job ended.
 *
 * @param exit its exit code; 128 and more where a signal ended it
 * @param limit what it ran into, for which it was killed
 * @param enforcement what held the limits, for the log
 */
public record Ended(int exit, Optional<Limit> limit, Duration spent, String enforcement) {}
