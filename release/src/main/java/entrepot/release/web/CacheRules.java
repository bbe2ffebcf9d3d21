package entrepot.release.web;

import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import java.util.regex.Pattern;

/**
 * What caches between edge and client may do. Indexes and entry points are revalidated each time,
 * because they must fit each other; a name that holds its content's digest never changes.
 */
public final class CacheRules {
  private static final Pattern BY_CONTENT =
      Pattern.compile("(?:^|/)by-hash/[^/]+/[0-9a-f]{32,128}$|(?:^|/)[0-9a-f]{32,128}-[^/]+$");
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final String A_DAY = "public, max-age=86400";

  private CacheRules() {}

  /** The value of {@code Cache-Control}. */
  public static String of(Entry entry) {
    if (namedByContent(entry.path())) {
      return FOREVER;
    }
    return switch (entry.role()) {
      case PAYLOAD -> A_DAY;
      case INDEX, ENTRY_POINT -> "no-cache";
    };
  }

  /** Below a snapshot's digest nothing changes, but a revocation must still get through. */
  public static String inSnapshot() {
    return A_DAY;
  }

  /** Whether other content would have another name. */
  public static boolean namedByContent(TreePath path) {
    return BY_CONTENT.matcher(path.toString()).find();
  }
}
