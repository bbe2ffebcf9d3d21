package entrepot.collect.python;

import entrepot.kit.Digest;
import entrepot.kit.Digest.Algorithm;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Digests in the notation of Python's indexes, and which of them is the strongest. */
final class Hashes {
  private static final Comparator<Digest> STRONGEST_FIRST =
      Comparator.comparingInt((Digest digest) -> rank(digest.algorithm()))
          .thenComparing(Comparator.naturalOrder());

  private Hashes() {}

  static List<Digest> ordered(List<Digest> digests) {
    return switch (digests.size()) {
      case 0, 1 -> List.copyOf(digests);
      default -> digests.stream().distinct().sorted(STRONGEST_FIRST).toList();
    };
  }

  private static int rank(Algorithm algorithm) {
    return switch (algorithm) {
      case SHA512 -> 0;
      case SHA384 -> 1;
      case SHA256 -> 2;
      case SHA224 -> 3;
      case SHA1 -> 4;
      case MD5 -> 5;
    };
  }

  /** The algorithm of Python's hashlib name, or empty for one that we do not compute. */
  static Optional<Algorithm> algorithm(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "sha512" -> Optional.of(Algorithm.SHA512);
      case "sha384" -> Optional.of(Algorithm.SHA384);
      case "sha256" -> Optional.of(Algorithm.SHA256);
      case "sha224" -> Optional.of(Algorithm.SHA224);
      case "sha1" -> Optional.of(Algorithm.SHA1);
      case "md5" -> Optional.of(Algorithm.MD5);
      default -> Optional.empty();
    };
  }

  /**
   * Reads {@code sha256=HEX}. Empty for an algorithm that we do not compute; throws
   * IllegalArgumentException for a value that the algorithm cannot have made.
   */
  static Optional<Digest> parse(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? Optional.empty()
        : algorithm(text.substring(0, equals))
            .map(algorithm -> Digest.ofHex(algorithm, text.substring(equals + 1)));
  }

  /** SHA-256 if it is there, as every client knows it; else the strongest. */
  static Optional<Digest> preferred(List<Digest> digests) {
    return digests.stream()
        .filter(digest -> digest.algorithm() == Algorithm.SHA256)
        .findFirst()
        .or(() -> digests.stream().findFirst());
  }

  /** {@code sha256=HEX}. */
  static String text(Digest digest) {
    return digest.algorithm() + "=" + digest.hex();
  }
}
