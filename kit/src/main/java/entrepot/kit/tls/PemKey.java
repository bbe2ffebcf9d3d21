package entrepot.kit.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * Reads private keys as people have them: PKCS#8, and what openssl wrote before it (PKCS#1, SEC 1).
 */
final class PemKey {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte[] VERSION_0 = {2, 1, 0};

  private PemKey() {}

  /** The file's private key, of the kind that {@code counterpart} is. */
  static PrivateKey read(Path file, byte[] content, PublicKey counterpart) {
    List<PemBlock> keys =
        PemBlock.in(file, content).stream()
            .filter(block -> block.label().endsWith("PRIVATE KEY"))
            .toList();
    if (keys.size() != 1) {
      throw new UnusableIdentity(
          file,
          keys.isEmpty() ? "it has no private key in PEM" : "it has more than one private key",
          "Put one private key there, which begins with -----BEGIN PRIVATE KEY-----.");
    }
    PemBlock key = keys.getFirst();
    if (key.encrypted() || key.label().startsWith("ENCRYPTED")) {
      throw new UnusableIdentity(
          file,
          "the private key is encrypted",
          "Decrypt it with 'openssl pkey -in OLD -out NEW' and restrict it with 'chmod 600 NEW'.");
    }
    byte[] pkcs8 =
        switch (key.label()) {
          case "PRIVATE KEY" -> key.der();
          case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> wrapped(key.der(), counterpart);
          default ->
              throw new UnusableIdentity(
                  file,
                  "it holds a %s, which TLS does not know".formatted(key.label()),
                  "Convert it with 'openssl pkey -in OLD -out NEW'.");
        };
    try {
      return KeyFactory.getInstance(counterpart.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw Identity.mismatch(file, e);
    }
  }

  /** As PKCS#8, with the algorithm and its parameters that the certificate's own key has. */
  private static byte[] wrapped(byte[] inner, PublicKey counterpart) {
    return der(SEQUENCE, VERSION_0, algorithm(counterpart.getEncoded()), der(OCTETS, inner));
  }

  /** A SubjectPublicKeyInfo is a sequence that begins with the algorithm, itself a sequence. */
  private static byte[] algorithm(byte[] publicKeyInfo) {
    ByteBuffer in = ByteBuffer.wrap(publicKeyInfo);
    in.get();
    length(in);
    int start = in.position();
    in.get();
    int length = length(in);
    byte[] algorithm = new byte[in.position() + length - start];
    in.get(start, algorithm);
    return algorithm;
  }

  private static int length(ByteBuffer in) {
    int first = in.get() & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = first & 0x7f; i > 0; i--) {
      length = (length << 8) | (in.get() & 0xff);
    }
    return length;
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length >= 0x80) {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(0x80 | bytes);
      for (int i = bytes - 1; i > 0; i--) {
        out.write(length >> (8 * i));
      }
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
