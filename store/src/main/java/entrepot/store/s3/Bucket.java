package entrepot.store.s3;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bucket, or the part of one below a prefix.
 *
 * @param prefix before every key: empty, or ending in {@code /}
 * @param region as its provider calls it, such as {@code eu-west-1}; it goes into signatures
 * @param endpoint where it answers; absent: where AWS answers for the region
 */
public record Bucket(String name, String prefix, String region, Optional<URI> endpoint) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final int LONGEST_PREFIX = 100;

  public Bucket {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' cannot name a bucket");
    }
    if (prefix.length() > LONGEST_PREFIX || !(prefix.isEmpty() || prefix.endsWith("/"))) {
      throw new IllegalArgumentException("'" + prefix + "' is no prefix: end it with '/'");
    }
  }

  @Override
  public String toString() {
    return "s3://" + name + "/" + prefix;
  }
}
