package entrepot.kit.config;

/** Builds JSON pointers (RFC 6901). */
final class Pointers {
  private Pointers() {}

  static String child(String parent, String key) {
    return parent + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  static String child(String parent, int index) {
    return parent + "/" + index;
  }

  /** The pointer without its last step; the root is its own parent. */
  static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }

  /** The last step, as it was written in the file. */
  static String last(String pointer) {
    return unescape(pointer.substring(pointer.lastIndexOf('/') + 1));
  }

  static String unescape(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }
}
