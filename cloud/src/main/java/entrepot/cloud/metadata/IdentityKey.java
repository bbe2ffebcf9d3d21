package entrepot.cloud.metadata;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The RSA key and certificate by which a region signs its instances' identity documents.
 *
 * <pre>
 *   FOLDER/key.der           PKCS #8, readable by the owner alone
 *          certificate.pem   what verifiers are given
 * </pre>
 */
public final class IdentityKey {
  private static final String ALGORITHM = "SHA256withRSA";
  private static final int BITS = 2048;
  private static final int YEARS = 100;

  private final PrivateKey key;
  private final X509Certificate certificate;

  private IdentityKey(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /** Reads the key in that folder, or makes it; throws {@link UnusableIdentityKey}. */
  public static IdentityKey in(Path folder) {
    Path file = folder.resolve("key.der");
    Path certificate = folder.resolve("certificate.pem");
    try {
      if (!Files.exists(file) || !Files.exists(certificate)) {
        make(file, certificate);
      }
      return new IdentityKey(
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file))),
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificate))));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new UnusableIdentityKey(folder, e);
    }
  }

  /** What verifies the signatures, PEM. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Base64 of the RSA signature with SHA-256. */
  byte[] signature(byte[] document) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(document);
      return lines(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read signs", e);
    }
  }

  /** Base64 of a PKCS #7 message that holds the document. */
  byte[] pkcs7(byte[] document) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSimpleSignerInfoGeneratorBuilder().build(ALGORITHM, key, certificate));
      generator.addCertificates(new JcaCertStore(List.of(certificate)));
      return lines(generator.generate(new CMSProcessableByteArray(document), true).getEncoded());
    } catch (CMSException | OperatorCreationException | IOException | GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read signs", e);
    }
  }

  /** A secret that nobody can tell without the key, and that does not tell the key. */
  byte[] derived(String purpose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(purpose.getBytes(StandardCharsets.UTF_8));
      return digest.digest(key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] lines(byte[] bytes) {
    return Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(bytes);
  }

  private static void make(Path file, Path certificate)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS);
    KeyPair pair = generator.generateKeyPair();
    X500Name name = new X500Name("CN=Entrepot instance identity");
    Instant now = Instant.now();
    byte[] made =
        new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(64, new java.security.SecureRandom()),
                Date.from(now.minus(1, ChronoUnit.DAYS)),
                Date.from(now.plus(365L * YEARS, ChronoUnit.DAYS)),
                name,
                pair.getPublic())
            .build(new JcaContentSignerBuilder(ALGORITHM).build(pair.getPrivate()))
            .getEncoded();
    Files.createDirectories(file.getParent());
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.deleteIfExists(file);
    Files.createFile(file, owner);
    Files.write(file, pair.getPrivate().getEncoded());
    String pem = new String(lines(made), StandardCharsets.US_ASCII);
    Files.writeString(
        certificate, "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
  }
}
