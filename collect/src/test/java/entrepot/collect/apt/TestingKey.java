package entrepot.collect.apt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.openpgp.PGPException;
import org.pgpainless.PGPainless;
import org.pgpainless.algorithm.KeyFlag;
import org.pgpainless.key.generation.KeySpec;
import org.pgpainless.key.generation.type.KeyType;
import org.pgpainless.key.generation.type.eddsa.EdDSACurve;
import org.pgpainless.sop.SOPImpl;
import sop.SOP;
import sop.enums.InlineSignAs;

/** A key that signs release files. */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
public record TestingKey(byte[] secret, byte[] certificate) {
  private static final SOP PGP = new SOPImpl();

  /** A new one. */
  public static TestingKey of(String owner) {
    try {
      byte[] secret = PGP.generateKey().userId(owner).generate().getBytes();
      return new TestingKey(secret, PGP.extractCert().key(secret).getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new one, which expires then. */
  public static TestingKey until(String owner, Instant expiry) {
    try {
      byte[] secret =
          PGPainless.buildKeyRing()
              .setPrimaryKey(
                  KeySpec.getBuilder(
                      KeyType.EDDSA(EdDSACurve._Ed25519), KeyFlag.CERTIFY_OTHER, KeyFlag.SIGN_DATA))
              .addUserId(owner)
              .setExpirationDate(Date.from(expiry))
              .build()
              .getEncoded();
      return new TestingKey(secret, PGP.extractCert().key(secret).getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | PGPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Clear-signed. */
  public byte[] inline(byte[] text) {
    try {
      return PGP.inlineSign().key(secret).mode(InlineSignAs.clearsigned).data(text).getBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A detached signature. */
  public byte[] detached(byte[] content) {
    try {
      return PGP.detachedSign().key(secret).data(content).toByteArrayAndResult().getBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its certificate as a keyring. */
  public Path keyring(Path folder) {
    try {
      return Files.write(folder.resolve("keyring.gpg"), certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
