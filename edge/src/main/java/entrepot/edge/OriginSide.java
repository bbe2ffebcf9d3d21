package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.ReplicaReader;
import entrepot.release.sign.Envelope;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import java.util.Optional;

/**
 * What caching edges read of the replica, below {@code /.replica/}: heads as they were signed,
 * nodes and blobs by their digests. Whoever reads them verifies them; nothing here asks for trust.
 */
final class OriginSide {
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final String A_DAY = "public, max-age=86400";
  private static final String BYTES = "application/octet-stream";

  private final ReplicaReader replica;
  private final Contents contents;

  OriginSide(ReplicaReader replica, Contents contents) {
    this.replica = replica;
    this.contents = contents;
  }

  /** What is there. */
  Found find(Served served, Place.OfReplica place) {
    try {
      return switch (place) {
        case Place.CurrentHead _ -> head(replica.signed(), "no-cache");
        // The same head may be signed again, when keys rotate.
        case Place.FormerHead former -> head(replica.signed(former.generation()), A_DAY);
        case Place.NodeOf node -> {
          byte[] stored = replica.backend().load(Key.node(node.sha256()));
          yield new Found.Document(BYTES, stored, etag(stored), FOREVER);
        }
        case Place.BlobOf blob -> blob(served, blob.sha256());
      };
    } catch (ObjectMissing e) {
      return notHere();
    }
  }

  private Found blob(Served served, Digest sha256) {
    Optional<String> revoked = served.revoked(sha256);
    if (revoked.isPresent()) {
      return Resolver.revoked(revoked.get());
    }
    Entry entry =
        Entry.present(
            TreePath.of("blobs/" + sha256.hex()), Role.PAYLOAD, contents.size(sha256), 0, sha256);
    return new Found.InStore(Places.REPLICA, entry, sha256, Freshness.once(A_DAY));
  }

  private static Found head(Optional<Envelope> signed, String cacheControl) {
    if (signed.isEmpty()) {
      return notHere();
    }
    byte[] json = signed.get().toJson();
    return new Found.Document("application/json", json, etag(json), cacheControl);
  }

  /** Strong: of the very bytes that are sent, for the same node may be packed in several ways. */
  private static String etag(byte[] bytes) {
    return '"' + Digest.sha256Of(bytes).hex().substring(0, 32) + '"';
  }

  private static Found notHere() {
    return new Found.Refused(404, "The replica has no such object.");
  }
}
