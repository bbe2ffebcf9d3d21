package entrepot.cloud.ec2.key;

import entrepot.cloud.ec2.Ec2Failure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Public keys in the forms that ImportKeyPair takes: a line of OpenSSH, an SSH2 file (RFC 4716),
 * and DER of X.509, in base64 or in PEM.
 */
final class PublicKeyMaterial {
  private static final int LENGTH = 16 * 1024;

  private PublicKeyMaterial() {}

  /** Reads one; throws {@link Ec2Failure} (InvalidKey.Format). */
  static PublicKeyLine read(byte[] material) {
    if (material.length > LENGTH) {
      throw refused("it is longer than " + LENGTH + " bytes");
    }
    String text = new String(material, StandardCharsets.ISO_8859_1).strip();
    try {
      if (text.startsWith("ssh-")) {
        return line(text);
      }
      if (text.startsWith("---- BEGIN SSH2 PUBLIC KEY ----")) {
        return PublicKeyLine.read(base64(body(text)));
      }
      return der(base64(text.startsWith("-----BEGIN PUBLIC KEY-----") ? body(text) : text));
    } catch (IllegalArgumentException e) {
      throw refused("it " + e.getMessage());
    }
  }

  private static PublicKeyLine line(String text) {
    List<String> words = List.of(text.split("\\s+", 3));
    if (words.size() < 2) {
      throw new IllegalArgumentException("is not a line of OpenSSH");
    }
    PublicKeyLine key = PublicKeyLine.read(base64(words.get(1)));
    if (!key.line("").startsWith(words.get(0) + " ")) {
      throw new IllegalArgumentException("names another type than it has");
    }
    return key;
  }

  private static PublicKeyLine der(byte[] der) {
    for (String algorithm : List.of("RSA", "Ed25519")) {
      @Nullable PublicKeyLine key = der(der, algorithm);
      if (key != null) {
        return PublicKeyLine.read(key.blob());
      }
    }
    throw new IllegalArgumentException("is in no form that is known");
  }

  private static @Nullable PublicKeyLine der(byte[] der, String algorithm) {
    try {
      return PublicKeyLine.of(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  /** What stands between the first line and the last, headers and their continuations left out. */
  private static String body(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    boolean[] continued = {false};
    return lines.stream()
        .filter(line -> !line.startsWith("----"))
        .filter(line -> {
          boolean header = continued[0] || line.contains(":");
          continued[0] = header && line.endsWith("\\");
          return !header;
        })
        .collect(Collectors.joining());
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not base64", e);
    }
  }

  private static Ec2Failure refused(String why) {
    return Ec2Failure.of(
        "InvalidKey.Format", "Key is not in valid OpenSSH public key format: " + why);
  }
}
