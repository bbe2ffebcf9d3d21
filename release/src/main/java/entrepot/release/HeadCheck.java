package entrepot.release;

import entrepot.release.sign.Envelope;
import entrepot.release.sign.TrustedKeys;
import org.jspecify.annotations.Nullable;

/**
 * What an edge asks of a head before it believes it: a trusted key signed it for this region, and
 * its generation does not fall.
 */
public final class HeadCheck {
  private final String region;
  private final TrustedKeys trusted;

  public HeadCheck(String region, TrustedKeys trusted) {
    this.region = Names.checked("region", region);
    this.trusted = trusted;
  }

  /** The head, if a trusted key signed it for this region; throws NotTrusted, HeadRefused. */
  public Head verified(Envelope envelope) {
    return Heads.verified(envelope, trusted, region);
  }

  /**
   * The same, of a generation that is at least {@code floor} and that of {@code former}; another
   * head of the same generation is refused.
   */
  public Head next(Envelope envelope, @Nullable Head former, long floor) {
    Head head = verified(envelope);
    long least = former == null ? floor : Math.max(floor, former.generation());
    if (head.generation() < least) {
      throw new HeadRefused(
          region, "its generation %d is older than %d".formatted(head.generation(), least), null);
    }
    if (former != null && head.generation() == former.generation() && !head.equals(former)) {
      throw new HeadRefused(region, "it is another head of generation " + head.generation(), null);
    }
    return head;
  }
}
