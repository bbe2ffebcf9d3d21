package entrepot.cloud.ec2.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import software.amazon.awssdk.services.ec2.model.KeyType;

/**
 * A key pair made here, as CreateKeyPair answers it once: the private half is kept nowhere.
 *
 * @param privateKey RSA by PKCS#1 in PEM; Ed25519 in OpenSSH's own format
 * @param fingerprint as AWS computes it for keys that it made
 */
record NewKey(PublicKeyLine publicKey, String privateKey, String fingerprint) {
  private static final int RSA_BITS = 2048;

  /** OpenSSH pads to the block size of no cipher. */
  private static final int BLOCK = 8;

  /** Without the private half. */
  @Override
  public String toString() {
    return "NewKey[" + fingerprint + "]";
  }

  static NewKey make(KeyType type) {
    try {
      if (type == KeyType.ED25519) {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        PublicKeyLine line = PublicKeyLine.of(pair.getPublic());
        return new NewKey(line, openssh(pair, line), line.sha256());
      }
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      KeyPair pair = generator.generateKeyPair();
      byte[] pkcs8 = pair.getPrivate().getEncoded();
      return new NewKey(
          PublicKeyLine.of(pair.getPublic()),
          pem("RSA PRIVATE KEY", 64, pkcs1(pkcs8)),
          PublicKeyLine.colons("SHA-1", pkcs8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java makes RSA and Ed25519 keys", e);
    }
  }

  /** What PKCS#8 wraps: a version, an algorithm, then an octet string with the key itself. */
  private static byte[] pkcs1(byte[] pkcs8) {
    ByteBuffer in = ByteBuffer.wrap(pkcs8);
    int _ = enter(in);
    skip(in);
    skip(in);
    byte[] key = new byte[enter(in)];
    in.get(key);
    return key;
  }

  private static void skip(ByteBuffer in) {
    int length = enter(in);
    in.position(in.position() + length);
  }

  /** Steps over a DER tag and its length, which it answers. */
  private static int enter(ByteBuffer in) {
    in.get();
    int length = in.get() & 0xff;
    if (length < 0x80) {
      return length;
    }
    int bytes = length & 0x7f;
    length = 0;
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | (in.get() & 0xff);
    }
    return length;
  }

  /** PROTOCOL.key of OpenSSH, without a cipher. */
  private static String openssh(KeyPair pair, PublicKeyLine line) {
    byte[] point = PublicKeyLine.last(pair.getPublic().getEncoded());
    byte[] seed = PublicKeyLine.last(pair.getPrivate().getEncoded());
    int check = new SecureRandom().nextInt();
    SshWire secret =
        new SshWire()
            .number(check)
            .number(check)
            .string("ssh-ed25519")
            .string(point)
            .string(new SshWire().raw(seed).raw(point).bytes())
            .string("");
    for (byte pad = 1; secret.bytes().length % BLOCK != 0; pad++) {
      secret.raw(new byte[] {pad});
    }
    // OpenSSH reads its own form only with the last line ended.
    return pem(
            "OPENSSH PRIVATE KEY",
            70,
            new SshWire()
                .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                .string("none")
                .string("none")
                .string("")
                .number(1)
                .string(line.blob())
                .string(secret.bytes())
                .bytes())
        + "\n";
  }

  private static String pem(String what, int width, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----"
        .formatted(
            what, Base64.getMimeEncoder(width, new byte[] {'\n'}).encodeToString(bytes), what);
  }
}
