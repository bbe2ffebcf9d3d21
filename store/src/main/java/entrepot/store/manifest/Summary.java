package entrepot.store.manifest;

/** What a manifest adds up to; {@code bytes} counts the entries whose size is known. */
public record Summary(long entries, long bytes, long lazy, long missing) {
  /** Of a manifest without entries. */
  public static final Summary EMPTY = new Summary(0, 0, 0, 0);

  /** Of one entry. */
  static Summary of(Entry entry) {
    return new Summary(
        1,
        Math.max(0, entry.size()),
        entry.state() == State.LAZY ? 1 : 0,
        entry.state() == State.MISSING ? 1 : 0);
  }

  /** Both together; a sum that no long can hold stays at the greatest. */
  public Summary plus(Summary other) {
    return new Summary(
        sum(entries, other.entries),
        sum(bytes, other.bytes),
        sum(lazy, other.lazy),
        sum(missing, other.missing));
  }

  private static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
