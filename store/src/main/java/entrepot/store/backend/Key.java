package entrepot.store.backend;

import entrepot.kit.Digest;
import java.util.regex.Pattern;

/** The name of one object of a backend. */
public record Key(Area area, String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,200}");

  public Key {
    if (!permits(name)) {
      throw new IllegalArgumentException("'" + name + "' cannot name an object");
    }
  }

  static boolean permits(String name) {
    return NAME.matcher(name).matches();
  }

  /** The blob with these bytes. */
  public static Key blob(Digest sha256) {
    return new Key(Area.BLOBS, sha256.hex());
  }

  /** The manifest node with these canonical bytes. */
  public static Key node(Digest sha256) {
    return new Key(Area.NODES, sha256.hex());
  }
}
