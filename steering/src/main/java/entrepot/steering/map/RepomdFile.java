package entrepot.steering.map;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One version of a directory's {@code repodata/repomd.xml}, as a metalink describes it.
 *
 * @param timestamp the newest timestamp in it, seconds since 1970
 * @param size bytes
 * @param md5 lower-case hexadecimal, as the others
 * @param released when it became what hosts should serve, seconds since 1970; 0 where that is not
 *     known. Its age counts from here if this is later than the timestamp: what was held back for a
 *     week is new on the day of its release
 */
public record RepomdFile(
    long timestamp,
    long size,
    Optional<String> md5,
    Optional<String> sha1,
    String sha256,
    Optional<String> sha512,
    long released) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  public RepomdFile {
    if (timestamp < 0 || size < 1 || released < 0) {
      throw new IllegalArgumentException("a repomd.xml has a timestamp, and a size above 0");
    }
    md5.ifPresent(hex -> check(hex, 32));
    sha1.ifPresent(hex -> check(hex, 40));
    check(sha256, 64);
    sha512.ifPresent(hex -> check(hex, 128));
  }

  /** The instant from which its age counts, seconds since 1970. */
  long born() {
    return Math.max(timestamp, released);
  }

  private static void check(String hex, int digits) {
    if (hex.length() != digits || !HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "a hash of a repomd.xml is not %d lower-case hexadecimal digits".formatted(digits));
    }
  }
}
