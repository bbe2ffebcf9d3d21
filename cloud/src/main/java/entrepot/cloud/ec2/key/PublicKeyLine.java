package entrepot.cloud.ec2.key;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import software.amazon.awssdk.services.ec2.model.KeyType;

/**
 * A public key as {@code authorized_keys} has it, without a comment: {@code ssh-rsa AAAA…}.
 *
 * @param blob in SSH's binary form
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record PublicKeyLine(KeyType type, byte[] blob) {
  private static final String RSA = "ssh-rsa";
  private static final String ED25519 = "ssh-ed25519";

  /** An Ed25519 key is the last so many bytes of its X.509 form. */
  private static final int POINT = 32;

  static PublicKeyLine of(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa ->
          new PublicKeyLine(
              KeyType.RSA,
              new SshWire()
                  .string(RSA)
                  .integer(rsa.getPublicExponent())
                  .integer(rsa.getModulus())
                  .bytes());
      case EdECPublicKey point ->
          new PublicKeyLine(
              KeyType.ED25519,
              new SshWire().string(ED25519).string(last(point.getEncoded())).bytes());
      default -> throw new IllegalArgumentException("is neither RSA nor ED25519");
    };
  }

  /** Reads SSH's binary form; throws IllegalArgumentException. */
  static PublicKeyLine read(byte[] blob) {
    ByteBuffer in = ByteBuffer.wrap(blob);
    String name = new String(SshWire.string(in), StandardCharsets.UTF_8);
    KeyType type =
        switch (name) {
          case RSA -> {
            BigInteger exponent = new BigInteger(SshWire.string(in));
            BigInteger modulus = new BigInteger(SshWire.string(in));
            int bits = modulus.signum() > 0 ? modulus.bitLength() : 0;
            if (exponent.signum() <= 0 || (bits != 1024 && bits != 2048 && bits != 4096)) {
              throw new IllegalArgumentException("has neither 1024, 2048 nor 4096 bits");
            }
            yield KeyType.RSA;
          }
          case ED25519 -> {
            if (SshWire.string(in).length != POINT) {
              throw new IllegalArgumentException("has a point of another length");
            }
            yield KeyType.ED25519;
          }
          default -> throw new IllegalArgumentException("is neither RSA nor ED25519");
        };
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("goes on behind its end");
    }
    return new PublicKeyLine(type, blob);
  }

  /** The line, with a name as its comment. */
  String line(String name) {
    return "%s %s %s"
        .formatted(
            type == KeyType.RSA ? RSA : ED25519, Base64.getEncoder().encodeToString(blob), name);
  }

  /** As AWS shows it for imported keys: MD5 of an RSA key's X.509 form, SHA-256 of SSH's form. */
  String fingerprint() throws GeneralSecurityException {
    return type == KeyType.RSA ? colons("MD5", x509()) : sha256();
  }

  /** SHA-256 of SSH's binary form, base64 as ssh-keygen shows it, but with its padding. */
  String sha256() throws GeneralSecurityException {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(blob));
  }

  /** A digest as pairs of hex digits. */
  static String colons(String algorithm, byte[] bytes) throws GeneralSecurityException {
    return HexFormat.ofDelimiter(":").formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private byte[] x509() throws GeneralSecurityException {
    ByteBuffer in = ByteBuffer.wrap(blob);
    byte[] _ = SshWire.string(in);
    BigInteger exponent = new BigInteger(SshWire.string(in));
    BigInteger modulus = new BigInteger(SshWire.string(in));
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(modulus, exponent))
        .getEncoded();
  }

  static byte[] last(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - POINT, encoded.length);
  }
}
