package entrepot.ledger;

import entrepot.kit.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A share of a run that one process at a time works on.
 *
 * @param number from 0 on, without gaps
 * @param input the root of a manifest of what is wanted
 * @param result the root of a manifest with what came of it, once it is done
 * @param bytes of what is wanted, as far as its index tells
 * @param epoch rises whenever the part changes hands; whoever has an older one has lost it
 * @param holder who works on it, or did when it was done
 * @param until the end of the holder's lease
 * @param note why the last one gave it back; empty when nobody did
 */
public record Part(
    long run,
    long number,
    String tree,
    Digest input,
    Optional<Digest> result,
    long entries,
    long bytes,
    long epoch,
    Optional<String> holder,
    Optional<Instant> until,
    String note,
    long filesFetched,
    long bytesFetched) {
  /**
   * After so many hands it is the part that is wrong, or the upstream, and not those who had it.
   */
  public static final int MOST_EPOCHS = 10;
}
