package entrepot.store.fill;

import java.time.Duration;

/**
 * What fills may take.
 *
 * @param unknownSize bytes, for entries whose index gives no size
 * @param atOnce fetches under way; further ones wait their turn
 * @param goneFor how long "the source no longer has it" is answered without asking again
 * @param failedFor the same for failures of other kinds
 * @param durable whether bytes are forced to the disk before they count as filled; a cache, which
 *     checks what it reads, needs not
 */
public record FillLimits(
    long unknownSize, int atOnce, Duration goneFor, Duration failedFor, boolean durable) {
  /** 8 GiB, 32 at once, a minute, five seconds, durable. */
  public static final FillLimits DEFAULT =
      new FillLimits(8L << 30, 32, Duration.ofMinutes(1), Duration.ofSeconds(5));

  /** Durable ones. */
  public FillLimits(long unknownSize, int atOnce, Duration goneFor, Duration failedFor) {
    this(unknownSize, atOnce, goneFor, failedFor, true);
  }
}
