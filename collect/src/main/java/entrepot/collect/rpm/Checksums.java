package entrepot.collect.rpm;

import entrepot.kit.Digest;
import java.util.Locale;
import java.util.Optional;

/** The checksums of RPM metadata: which of them are believed. */
record Checksums(boolean allowMd5) {
  /** Why a checksum cannot be used; empty when it can. */
  Optional<String> objection(String type, String hex) {
    Optional<Digest.Algorithm> algorithm = algorithm(type);
    if (algorithm.isEmpty()) {
      return Optional.of("the checksum type '%s' is unknown".formatted(cut(type)));
    }
    if (algorithm.get() == Digest.Algorithm.MD5 && !allowMd5) {
      return Optional.of("its index gives MD5 only, which is refused");
    }
    return digest(algorithm.get(), hex).isPresent()
        ? Optional.empty()
        : Optional.of("'%s' is no %s".formatted(cut(hex), algorithm.get()));
  }

  /** The digest; empty when it cannot be used. */
  Optional<Digest> digest(String type, String hex) {
    return algorithm(type)
        .filter(algorithm -> allowMd5 || algorithm != Digest.Algorithm.MD5)
        .flatMap(algorithm -> digest(algorithm, hex));
  }

  private static Optional<Digest> digest(Digest.Algorithm algorithm, String hex) {
    try {
      return Optional.of(Digest.ofHex(algorithm, hex));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** By the names that createrepo and mirror managers use; {@code sha} is what yum calls SHA-1. */
  private static Optional<Digest.Algorithm> algorithm(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "sha256" -> Optional.of(Digest.Algorithm.SHA256);
      case "sha512" -> Optional.of(Digest.Algorithm.SHA512);
      case "sha384" -> Optional.of(Digest.Algorithm.SHA384);
      case "sha224" -> Optional.of(Digest.Algorithm.SHA224);
      case "sha1", "sha" -> Optional.of(Digest.Algorithm.SHA1);
      case "md5" -> Optional.of(Digest.Algorithm.MD5);
      default -> Optional.empty();
    };
  }

  private static String cut(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
