package entrepot.release.web;

import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Media types by the ending of a name. Compressed files are what they are: never a
 * Content-Encoding, which would have clients unpack what their index describes packed.
 */
public final class MediaTypes {
  private static final String BYTES = "application/octet-stream";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final Pattern VALID =
      Pattern.compile("[\\w.+-]{1,60}/[\\w.+-]{1,80}(?:; ?charset=[\\w-]{1,20})?");

  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("deb", "application/vnd.debian.binary-package"),
          Map.entry("udeb", "application/vnd.debian.binary-package"),
          Map.entry("ddeb", "application/vnd.debian.binary-package"),
          Map.entry("dsc", TEXT),
          Map.entry("changes", TEXT),
          Map.entry("rpm", "application/x-rpm"),
          Map.entry("drpm", "application/x-rpm"),
          Map.entry("whl", "application/zip"),
          Map.entry("zip", "application/zip"),
          Map.entry("jar", "application/java-archive"),
          Map.entry("gz", "application/gzip"),
          Map.entry("tgz", "application/gzip"),
          Map.entry("xz", "application/x-xz"),
          Map.entry("txz", "application/x-xz"),
          Map.entry("bz2", "application/x-bzip2"),
          Map.entry("zst", "application/zstd"),
          Map.entry("zck", "application/zchunk"),
          Map.entry("lzma", "application/x-lzma"),
          Map.entry("tar", "application/x-tar"),
          Map.entry("xml", "application/xml"),
          Map.entry("json", "application/json"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("htm", "text/html; charset=utf-8"),
          Map.entry("txt", TEXT),
          Map.entry("log", TEXT),
          Map.entry("md", TEXT),
          Map.entry("list", TEXT),
          Map.entry("repo", TEXT),
          Map.entry("metadata", TEXT),
          Map.entry("asc", "application/pgp-signature"),
          Map.entry("sig", "application/pgp-signature"),
          Map.entry("gpg", "application/pgp-keys"),
          Map.entry("key", "application/pgp-keys"),
          Map.entry("sqlite", "application/vnd.sqlite3"),
          Map.entry("iso", "application/x-iso9660-image"),
          Map.entry("qcow2", "application/x-qemu-disk"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("pdf", "application/pdf"));

  private static final Map<String, String> BY_NAME =
      Map.of(
          "inrelease", TEXT,
          "release", TEXT,
          "release.gpg", "application/pgp-signature",
          "packages", TEXT,
          "sources", TEXT,
          "sha256sums", TEXT,
          "sha512sums", TEXT,
          "md5sums", TEXT);

  private MediaTypes() {}

  /** The entry's media type; one that came with it is used when it is well-formed. */
  public static String of(Entry entry) {
    return entry
        .text(Extension.MEDIA_TYPE)
        .filter(given -> VALID.matcher(given).matches())
        .orElseGet(() -> ofName(entry.path().toString()));
  }

  private static String ofName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String byName = BY_NAME.get(name);
    if (byName != null) {
      return byName;
    }
    return BY_ENDING.getOrDefault(name.substring(name.lastIndexOf('.') + 1), BYTES);
  }

  /** Whether a browser could run what is in it. */
  public static boolean active(String mediaType) {
    return mediaType.startsWith("text/html")
        || mediaType.endsWith("+html")
        || mediaType.startsWith("application/xhtml")
        || mediaType.startsWith("image/svg")
        || mediaType.endsWith("xml");
  }
}
