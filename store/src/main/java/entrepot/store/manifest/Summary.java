package entrepot.store.manifest;

/** What a manifest adds up to; {@code bytes} counts the entries whose size is known. */
public record Summary(long entries, long bytes, long lazy, long missing) {
  /** Of a manifest without entries. */
  public static final Summary EMPTY = new Summary(0, 0, 0, 0);

  /** Both together. */
  public Summary plus(Summary other) {
    return new Summary(
        entries + other.entries, bytes + other.bytes, lazy + other.lazy, missing + other.missing);
  }
}
