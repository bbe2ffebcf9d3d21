package entrepot.store.fill;

import java.time.Duration;

/**
 * What fills may take.
 *
 * @param unknownSize bytes, for entries whose index gives no size
 * @param atOnce fetches under way; further ones wait their turn
 * @param goneFor how long "the source no longer has it" is answered without asking again
 * @param failedFor the same for failures of other kinds
 */
public record FillLimits(long unknownSize, int atOnce, Duration goneFor, Duration failedFor) {
  /** 8 GiB, 32 at once, a minute, five seconds. */
  public static final FillLimits DEFAULT =
      new FillLimits(8L << 30, 32, Duration.ofMinutes(1), Duration.ofSeconds(5));
}
