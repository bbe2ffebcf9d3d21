package entrepot.release.s3;

import java.util.Locale;

/**
 * What a bucket says of an object.
 *
 * @param sha256 in hexadecimal; empty where the object does not tell
 */
record Found(long size, String mediaType, String cacheControl, String sha256) {
  /** Whether it is what a publication would put there. */
  boolean is(Headers headers, long length) {
    return size == length
        && sha256.equals(headers.sha256().hex())
        && plain(mediaType).equals(plain(headers.mediaType()))
        && cacheControl.equals(headers.cacheControl());
  }

  /** Some providers write parameters their own way. */
  private static String plain(String mediaType) {
    return mediaType.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
