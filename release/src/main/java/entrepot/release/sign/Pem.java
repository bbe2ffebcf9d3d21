package entrepot.release.sign;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys as PEM text (RFC 7468): PKCS#8 and SubjectPublicKeyInfo. */
final class Pem {
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static String of(PrivateKey key) {
    return block(PRIVATE, key);
  }

  static String of(PublicKey key) {
    return block(PUBLIC, key);
  }

  static PrivateKey privateKey(String text) throws GeneralSecurityException {
    return ed25519().generatePrivate(new PKCS8EncodedKeySpec(bytes(text, PRIVATE)));
  }

  static PublicKey publicKey(String text) throws GeneralSecurityException {
    return ed25519().generatePublic(new X509EncodedKeySpec(bytes(text, PUBLIC)));
  }

  private static KeyFactory ed25519() throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519");
  }

  private static String block(String label, Key key) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(key.getEncoded()), label);
  }

  private static byte[] bytes(String text, String label) throws GeneralSecurityException {
    String begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from) {
      throw new GeneralSecurityException("it has no block '" + label + "'");
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("block '" + label + "' is not base64", e);
    }
  }
}
