package entrepot.edge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long, and for which requests, what was found may be used again.
 *
 * @param cacheControl what clients and caches between are told
 * @param until when the edge itself must look again, whatever the head says
 * @param variant where another Accept header could have found another file
 */
record Freshness(String cacheControl, Instant until, @Nullable Variant variant) {
  Freshness(String cacheControl, Instant until) {
    this(cacheControl, until, null);
  }

  /** For one answer only: nothing of it is kept. */
  static Freshness once(String cacheControl) {
    return new Freshness(cacheControl, Instant.EPOCH);
  }

  /** Whether it may be kept at all. */
  boolean keeps() {
    return !until.equals(Instant.EPOCH);
  }

  Freshness negotiated(Variant by) {
    return new Freshness(cacheControl, until, by);
  }
}
