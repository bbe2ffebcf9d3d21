package entrepot.store.snapshot;

import entrepot.kit.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a snapshot beside its content. It is not part of the digest: the same content is
 * the same snapshot.
 *
 * @param digest the sha256 of the manifest's root node
 * @param facts what the collector wants remembered, such as {@code valid-until.dists/bookworm}
 */
public record SnapshotRecord(
    Digest digest,
    String tree,
    Instant time,
    Optional<Digest> parent,
    String source,
    String who,
    Map<String, String> facts) {
  public SnapshotRecord {
    facts = Map.copyOf(facts);
  }

  /** The same record with other facts. */
  public SnapshotRecord with(Map<String, String> other) {
    return new SnapshotRecord(digest, tree, time, parent, source, who, other);
  }
}
