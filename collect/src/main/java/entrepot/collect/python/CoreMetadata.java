package entrepot.collect.python;

import entrepot.kit.Digest;
import java.util.List;

/**
 * Whether an index offers a distribution's core metadata beside it, as FILE.metadata (PEP 658,
 * 714).
 *
 * @param present whether it is offered
 * @param digests what the index says of its bytes: strongest first, and empty where it says nothing
 */
public record CoreMetadata(boolean present, List<Digest> digests) {
  /** Not offered. */
  public static final CoreMetadata NONE = new CoreMetadata(false, List.of());

  public CoreMetadata {
    digests = Hashes.ordered(digests);
    if (!present && !digests.isEmpty()) {
      throw new IllegalArgumentException("digests of metadata that is not there");
    }
  }

  /** Offered, with these digests, if any. */
  public static CoreMetadata of(List<Digest> digests) {
    return new CoreMetadata(true, digests);
  }
}
