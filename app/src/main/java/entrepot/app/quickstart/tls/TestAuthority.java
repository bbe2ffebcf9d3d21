package entrepot.app.quickstart.tls;

import entrepot.kit.DurableFile;
import entrepot.kit.tls.PemFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority for trying things out on one machine: its key lies beside what it issues.
 * In its folder: {@code ca.crt}, which clients are given, and {@code ca.key} (0600).
 */
public final class TestAuthority {
  private static final Duration LIFE = Duration.ofDays(3650);
  private static final Duration OF_A_SERVER = Duration.ofDays(365);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

  private final Path folder;
  private final X509Certificate certificate;
  private final PrivateKey key;

  private TestAuthority(Path folder, X509Certificate certificate, PrivateKey key) {
    this.folder = folder;
    this.certificate = certificate;
    this.key = key;
  }

  /** The authority of that folder; made where there is none, or none that is still valid. */
  public static TestAuthority in(Path folder, Instant now) {
    PemFiles files = files(folder, "ca");
    try {
      Files.createDirectories(folder);
      if (!valid(files, now)) {
        KeyPair pair = newKey();
        write(files, pair, IssuedCertificate.ofAuthority(pair, now, now.plus(LIFE)));
      }
      return new TestAuthority(folder, read(files), readKey(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the authority in " + folder + " is unusable", e);
    }
  }

  /** What clients are to trust. */
  public Path certificate() {
    return files(folder, "ca").certificate();
  }

  /** A server's certificate for those names and IP addresses; made anew where it must be. */
  public PemFiles server(List<String> hosts, Instant now) {
    PemFiles files = files(folder, "server");
    try {
      if (!valid(files, now) || !IssuedCertificate.fits(read(files), certificate, hosts)) {
        KeyPair pair = newKey();
        write(
            files,
            pair,
            IssuedCertificate.ofServer(
                pair.getPublic(), hosts, certificate, key, now, now.plus(OF_A_SERVER)));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate in " + folder + " is unusable", e);
    }
  }

  private static PemFiles files(Path folder, String name) {
    return new PemFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
  }

  private static boolean valid(PemFiles files, Instant now)
      throws IOException, GeneralSecurityException {
    if (!Files.exists(files.certificate()) || !Files.exists(files.key())) {
      return false;
    }
    return now.plus(RENEWED_BEFORE).isBefore(read(files).getNotAfter().toInstant());
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509Certificate read(PemFiles files) throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(files.certificate())));
  }

  private static PrivateKey readKey(PemFiles files) throws IOException, GeneralSecurityException {
    String base64 = Files.readString(files.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  /** The key first: a certificate stands for a whole pair. */
  private static void write(PemFiles files, KeyPair pair, byte[] certificate) throws IOException {
    Files.deleteIfExists(files.certificate());
    DurableFile.replacePrivate(files.key(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    DurableFile.replace(files.certificate(), pem("CERTIFICATE", certificate));
  }

  private static byte[] pem(String label, byte[] der) {
    byte[] newline = {'\n'};
    String base64 = Base64.getMimeEncoder(64, newline).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, base64, label)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
