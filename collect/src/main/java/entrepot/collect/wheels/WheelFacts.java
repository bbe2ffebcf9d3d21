package entrepot.collect.wheels;

import java.util.List;
import java.util.Optional;

/**
 * What was found in a wheel.
 *
 * @param metadata the bytes of METADATA
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, straight into the store
record WheelFacts(
    byte[] metadata, Optional<String> requiresPython, String policy, List<String> libraries) {}
