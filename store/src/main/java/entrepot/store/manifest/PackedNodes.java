package entrepot.store.manifest;

import entrepot.kit.Digest;

/** Nodes in the form in which backends keep them, for who passes them on and must check them. */
public final class PackedNodes {
  /** No stored node is longer, in bytes: even one that does not compress. */
  public static final int MOST_BYTES = NodeCodec.MOST_BYTES + (64 << 10);

  private PackedNodes() {}

  /** Throws {@link ManifestCorrupt} unless these are the stored bytes of that node. */
  public static void check(Digest digest, byte[] stored) {
    byte[] canonical;
    try {
      canonical = Compression.unpack(stored, NodeCodec.MOST_BYTES);
    } catch (Malformed e) {
      throw new ManifestCorrupt(digest, String.valueOf(e.getMessage()), e);
    }
    if (!Digest.sha256Of(canonical).equals(digest)) {
      throw new ManifestCorrupt(digest, "has other bytes than its digest says", null);
    }
  }
}
