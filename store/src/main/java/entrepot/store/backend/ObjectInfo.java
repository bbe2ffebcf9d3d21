package entrepot.store.backend;

import java.time.Instant;

/** An object as a backend lists it; {@code size} is in bytes as stored. */
public record ObjectInfo(Key key, long size, Instant modified) {}
