package entrepot.release;

import entrepot.release.sign.Envelope;
import entrepot.release.sign.SigningKeys;
import entrepot.release.sign.TrustedKeys;

/** Signs heads, and believes only those that are signed. */
final class Heads {
  private Heads() {}

  static Envelope signed(Head head, SigningKeys keys) {
    return keys.sign(HeadJson.TYPE, HeadJson.bytes(head));
  }

  /** The head in the envelope; throws NotTrusted or {@link HeadRefused}. */
  static Head verified(Envelope envelope, TrustedKeys trusted, String region) {
    return HeadJson.parse(region, trusted.verify(envelope, HeadJson.TYPE));
  }
}
