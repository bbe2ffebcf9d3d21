package entrepot.kit;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** A checksum and the algorithm that made it; written {@code sha256:<hex>}. */
public final class Digest implements Comparable<Digest>, Serializable {
  private static final long serialVersionUID = 1L;

  /** The algorithms that upstream indexes use. The codes are part of the manifest format. */
  public enum Algorithm {
    SHA256(1, "SHA-256", 32),
    SHA512(2, "SHA-512", 64),
    SHA1(3, "SHA-1", 20),
    MD5(4, "MD5", 16),
    SHA384(5, "SHA-384", 48),
    SHA224(6, "SHA-224", 28);

    private final int code;
    private final String jca;
    private final int length;

    Algorithm(int code, String jca, int length) {
      this.code = code;
      this.jca = jca;
      this.length = length;
    }

    /** The number that stands for this algorithm in a manifest node. */
    public int code() {
      return code;
    }

    /** How many bytes a digest has. */
    public int length() {
      return length;
    }

    /** A fresh hash of this algorithm. */
    public MessageDigest hash() {
      try {
        return MessageDigest.getInstance(jca);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(jca + " belongs to every JDK", e);
      }
    }

    /** The algorithm of that code, as found in a manifest node. */
    public static Algorithm ofCode(int code) {
      for (Algorithm algorithm : values()) {
        if (algorithm.code == code) {
          return algorithm;
        }
      }
      throw new IllegalArgumentException("digest algorithm " + code + " is unknown");
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Algorithm algorithm;
  private final byte[] bytes;

  private Digest(Algorithm algorithm, byte[] bytes) {
    if (bytes.length != algorithm.length) {
      throw new IllegalArgumentException(
          "a %s digest has %d bytes, not %d".formatted(algorithm, algorithm.length, bytes.length));
    }
    this.algorithm = algorithm;
    this.bytes = bytes;
  }

  /** A digest of these bytes (the array is copied). */
  public static Digest of(Algorithm algorithm, byte[] bytes) {
    return new Digest(algorithm, bytes.clone());
  }

  /** A digest of the bytes from {@code offset} on, as many as the algorithm makes (copied). */
  public static Digest of(Algorithm algorithm, byte[] source, int offset) {
    return new Digest(algorithm, Arrays.copyOfRange(source, offset, offset + algorithm.length));
  }

  /** A digest written in hexadecimal; throws IllegalArgumentException when it is not one. */
  public static Digest ofHex(Algorithm algorithm, String hex) {
    return new Digest(algorithm, HexFormat.of().parseHex(hex));
  }

  /** The SHA-256 of a 64-digit hexadecimal string. */
  public static Digest sha256(String hex) {
    return ofHex(Algorithm.SHA256, hex);
  }

  /** The SHA-256 of the bytes. */
  public static Digest sha256Of(byte[] content) {
    return new Digest(Algorithm.SHA256, Algorithm.SHA256.hash().digest(content));
  }

  /** Reads {@code sha256:<hex>}; a bare 64-digit value is a sha256. */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return sha256(text);
    }
    Algorithm algorithm = Algorithm.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT));
    return ofHex(algorithm, text.substring(colon + 1));
  }

  /** The algorithm that made it. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** The digest's bytes, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The digest in lower-case hexadecimal, without the algorithm. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** The first twelve digits, for people. */
  public String brief() {
    return HexFormat.of().formatHex(bytes, 0, 6);
  }

  @Override
  public int compareTo(Digest other) {
    int byAlgorithm = algorithm.compareTo(other.algorithm);
    return byAlgorithm != 0 ? byAlgorithm : Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest
        && algorithm == digest.algorithm
        && Arrays.equals(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex();
  }
}
