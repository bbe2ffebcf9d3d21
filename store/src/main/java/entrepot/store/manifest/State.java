package entrepot.store.manifest;

/** Whether the bytes of an entry are there. */
public enum State {
  /** The bytes are in the store. */
  PRESENT(0),
  /** The index's checksum is known; the bytes are fetched when somebody asks. */
  LAZY(1),
  /** Quarantined; the entry's reason says why. */
  MISSING(2);

  private final int code;

  State(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
