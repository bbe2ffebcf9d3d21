package entrepot.app.steering;

import entrepot.kit.Digest;
import entrepot.kit.http.BodySink;
import java.security.MessageDigest;

/** Keeps nothing of a file but its sha256. */
final class DigestSink implements BodySink {
  private final MessageDigest hash = Digest.Algorithm.SHA256.hash();

  @Override
  public void write(byte[] bytes, int offset, int length) {
    hash.update(bytes, offset, length);
  }

  @Override
  public void restart() {
    hash.reset();
  }

  /** Of all that came; begins anew. */
  Digest sha256() {
    return Digest.of(Digest.Algorithm.SHA256, hash.digest());
  }
}
