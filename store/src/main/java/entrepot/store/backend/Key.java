package entrepot.store.backend;

import entrepot.kit.Digest;

/** The name of one object of a backend. */
public record Key(Area area, String name) {
  /** The longest name, which leaves room for folders below the limits of disks and S3. */
  public static final int MOST_CHARACTERS = 201;

  public Key {
    if (!permits(name)) {
      throw new IllegalArgumentException("'" + name + "' cannot name an object");
    }
  }

  /** Whether that can be a name: {@code [a-z0-9][a-z0-9._-]{0,200}}. */
  public static boolean permits(String name) {
    boolean permitted =
        !name.isEmpty() && name.length() <= MOST_CHARACTERS && isPlain(name.charAt(0));
    for (int i = 1; permitted && i < name.length(); i++) {
      char c = name.charAt(i);
      permitted = isPlain(c) || c == '.' || c == '_' || c == '-';
    }
    return permitted;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
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
