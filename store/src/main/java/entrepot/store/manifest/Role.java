package entrepot.store.manifest;

/** What a file is to the clients of its tree; decides the order of publishing and the caching. */
public enum Role {
  /** Named by an index: a package, a wheel, an image. */
  PAYLOAD(0),
  /** Names payloads: Packages, primary.xml, a project page. */
  INDEX(1),
  /** Where clients begin: InRelease, repomd.xml. Published last. */
  ENTRY_POINT(2);

  private final int code;

  Role(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
