package entrepot.app.quickstart.rpm;

import entrepot.kit.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Iterator;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/**
 * An OpenPGP key (RFC 4880, version 4) that signs packages and repomd.xml. RSA with 2,048 bits,
 * because rpm before 4.16 knows nothing newer; it does not expire and has no passphrase.
 */
public final class RpmKey {
  private static final int BITS = 2_048;

  private final PGPSecretKey secret;
  private final PGPPrivateKey signing;

  private RpmKey(PGPSecretKey secret) {
    this.secret = secret;
    try {
      this.signing =
          secret.extractPrivateKey(
              new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                  .build(new char[0]));
    } catch (PGPException e) {
      throw new IllegalStateException("the key has a passphrase", e);
    }
  }

  /** A new key of that user id, such as {@code "Team <team@example.org>"}. */
  public static RpmKey create(String owner, Instant created) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      KeyPair numbers = generator.generateKeyPair();
      JcaPGPKeyPair pair =
          new JcaPGPKeyPair(PublicKeyAlgorithmTags.RSA_GENERAL, numbers, Date.from(created));
      PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
      hashed.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
      hashed.setSignatureCreationTime(true, Date.from(created));
      return new RpmKey(
          new PGPSecretKey(
              PGPSignature.POSITIVE_CERTIFICATION,
              pair,
              owner,
              new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
              hashed.generate(),
              null,
              signerBuilder(),
              null));
    } catch (GeneralSecurityException | PGPException e) {
      throw new IllegalStateException("cannot make a key for " + owner, e);
    }
  }

  /** The key in that file, or a new one that is written there, readable by its owner alone. */
  public static RpmKey in(Path file, String owner, Instant now) {
    try {
      if (Files.exists(file)) {
        return read(file);
      }
      RpmKey key = create(owner, now.truncatedTo(ChronoUnit.SECONDS));
      DurableFile.replacePrivate(file, armored(key.secret.getEncoded()));
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RpmKey read(Path file) throws IOException {
    try (InputStream in = new ArmoredInputStream(Files.newInputStream(file))) {
      Iterator<PGPSecretKey> keys =
          new PGPSecretKeyRing(in, new BcKeyFingerprintCalculator()).getSecretKeys();
      return new RpmKey(keys.next());
    } catch (PGPException e) {
      throw new IOException(file + " holds no OpenPGP secret key", e);
    }
  }

  /** The public key, ASCII-armored: what {@code rpmkeys --import} and {@code gpgkey=} take. */
  public byte[] publicKey() {
    try {
      return armored(secret.getPublicKey().getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the public key, ASCII-armored; answers the file. */
  public Path writePublicKey(Path file) {
    try {
      DurableFile.replace(file, publicKey());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An armored detached signature, as repomd.xml.asc is. */
  public byte[] detached(byte[] content, Instant at) {
    return armored(signature(content, 0, content.length, at));
  }

  /** A binary detached signature (one packet), as rpm keeps in the signature header. */
  byte[] signature(byte[] content, int from, int length, Instant at) {
    try {
      PGPSignatureGenerator generator = new PGPSignatureGenerator(signerBuilder());
      generator.init(PGPSignature.BINARY_DOCUMENT, signing);
      PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
      hashed.setSignatureCreationTime(true, Date.from(at));
      hashed.setIssuerFingerprint(false, secret.getPublicKey());
      generator.setHashedSubpackets(hashed.generate());
      // rpm before 4.17 takes the issuer from here only.
      PGPSignatureSubpacketGenerator plain = new PGPSignatureSubpacketGenerator();
      plain.setIssuerKeyID(false, secret.getKeyID());
      generator.setUnhashedSubpackets(plain.generate());
      generator.update(content, from, length);
      return generator.generate().getEncoded();
    } catch (PGPException e) {
      throw new IllegalStateException("cannot sign", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JcaPGPContentSignerBuilder signerBuilder() {
    return new JcaPGPContentSignerBuilder(
        PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA256);
  }

  private static byte[] armored(byte[] packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(out)) {
      armor.write(packets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
