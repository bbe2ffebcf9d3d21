package entrepot.kit.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate chain and the private key that belongs to it, checked to be that. */
public final class Identity {
  private static final int LARGEST_FILE = 256 * 1024;
  private static final int LONGEST_CHAIN = 10;
  private static final char[] NO_PASSWORD = {};

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private Identity(List<X509Certificate> chain, PrivateKey key) {
    this.chain = List.copyOf(chain);
    this.key = key;
  }

  /** Reads and checks both files; throws {@link UnusableIdentity}. */
  public static Identity read(PemFiles files) {
    return of(files, bytes(files.certificate()), bytes(files.key()));
  }

  static Identity of(PemFiles files, byte[] certificate, byte[] key) {
    List<X509Certificate> chain = chain(files.certificate(), certificate);
    PrivateKey own = PemKey.read(files.key(), key, chain.getFirst().getPublicKey());
    Identity identity = new Identity(chain, own);
    identity.check(files.key());
    return identity;
  }

  /** At most 256 KiB of a file. */
  static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(LARGEST_FILE + 1);
      if (content.length > LARGEST_FILE) {
        throw new UnusableIdentity(
            file, "it has more than 256 KiB", "Put a certificate and its chain there, or a key.");
      }
      return content;
    } catch (IOException e) {
      throw new UnusableIdentity(
          file,
          "it cannot be read: " + e,
          "Put the PEM file there and let this server's user read it.",
          e);
    }
  }

  private static List<X509Certificate> chain(Path file, byte[] content) {
    List<X509Certificate> chain = new ArrayList<>();
    for (PemBlock block : PemBlock.in(file, content)) {
      if (block.label().endsWith("CERTIFICATE")) {
        chain.add(certificate(file, block));
      }
    }
    if (chain.isEmpty() || chain.size() > LONGEST_CHAIN) {
      throw new UnusableIdentity(
          file,
          chain.isEmpty()
              ? "it has no certificate in PEM"
              : "it has more than %d certificates".formatted(LONGEST_CHAIN),
          "Put the server's certificate there, followed by its chain.");
    }
    for (int i = 1; i < chain.size(); i++) {
      try {
        chain.get(i - 1).verify(chain.get(i).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new UnusableIdentity(
            file,
            "certificate %d of it was not issued by certificate %d".formatted(i, i + 1),
            "Put the server's own certificate first, then the one that issued it, and so on.",
            e);
      }
    }
    return chain;
  }

  private static X509Certificate certificate(Path file, PemBlock block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der()));
    } catch (GeneralSecurityException e) {
      throw new UnusableIdentity(
          file,
          "it holds a certificate that is damaged",
          "Put the whole file there again, as it was issued.",
          e);
    }
  }

  /** Signs something, for only that shows that the two belong together. */
  private void check(Path file) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] something = {1};
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(something);
      byte[] signature = signing.sign();
      signing.initVerify(chain.getFirst().getPublicKey());
      signing.update(something);
      if (!signing.verify(signature)) {
        throw mismatch(file, null);
      }
    } catch (GeneralSecurityException e) {
      throw mismatch(file, e);
    }
  }

  static UnusableIdentity mismatch(Path keyFile, @Nullable Throwable cause) {
    return new UnusableIdentity(
        keyFile,
        "the private key does not belong to the certificate, or is damaged",
        "Put the key there for which the certificate was issued.",
        cause);
  }

  /** Until when clients accept it: the first end in the chain. */
  public Instant expires() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** From when clients accept it. */
  public Instant begins() {
    return chain.getFirst().getNotBefore().toInstant();
  }

  /** Whom the certificate names, as RFC 2253 writes it. */
  public String subject() {
    return chain.getFirst().getSubjectX500Principal().getName();
  }

  /** For a TLS server. */
  public KeyManagerFactory keys() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      return keys;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a checked pair makes no key store", e);
    }
  }
}
