package entrepot.app.quickstart.rpm;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.eclipse.packager.rpm.RpmSignatureTag;
import org.eclipse.packager.rpm.header.Header;
import org.eclipse.packager.rpm.signature.SignatureProcessor;

/**
 * Signs a package's header, which holds the payload's digest. In place of packager's own processor,
 * which names no issuer and logs each signature.
 */
final class HeaderSignature implements SignatureProcessor {
  private final RpmKey key;
  private final Instant at;
  private byte[] signature = {};

  HeaderSignature(RpmKey key, Instant at) {
    this.key = key;
    this.at = at;
  }

  @Override
  public void feedHeader(ByteBuffer header) {
    byte[] bytes = new byte[header.remaining()];
    header.duplicate().get(bytes);
    signature = key.signature(bytes, 0, bytes.length, at);
  }

  @Override
  public void feedPayloadData(ByteBuffer data) {}

  @Override
  public void finish(Header<RpmSignatureTag> signatures) {
    signatures.putBlob(RpmSignatureTag.RSAHEADER, signature);
  }
}
