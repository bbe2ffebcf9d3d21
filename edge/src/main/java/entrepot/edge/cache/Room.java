package entrepot.edge.cache;

import java.util.function.LongConsumer;

/**
 * How much of the bound is left for files once manifests have what they need: half of it at most.
 */
final class Room {
  private static final int PAGE = 4096;

  /** Heads, roots, and what is noted of each file's use. */
  private static final long SMALL_MATTERS = 64 << 10;

  private final long bound;
  private final long step;
  private long taken;
  private long given;
  private LongConsumer files = _ -> {};

  /** {@code bound} for all, in bytes. */
  Room(long bound) {
    this.bound = bound - SMALL_MATTERS - bound / 512;
    this.step = Math.max(PAGE, bound / 256);
  }

  /** Tells {@code files} how much is left for it, now and whenever that changes. */
  synchronized void tell(LongConsumer each) {
    files = each;
    given = taken;
    files.accept(left());
  }

  /** How much is left for files now, a step of headroom for manifests taken off. */
  synchronized long left() {
    return bound - Math.min(bound / 2, (taken / step + 1) * step);
  }

  /** Counts what is there already. */
  synchronized void taken(long bytes) {
    taken += rounded(bytes);
  }

  /** Takes room for so many bytes, for which files may have to go; false when there is none. */
  boolean take(long bytes) {
    synchronized (this) {
      if (taken + rounded(bytes) > bound / 2) {
        return false;
      }
      taken += rounded(bytes);
    }
    settle();
    return true;
  }

  /** Gives it back. */
  void free(long bytes) {
    synchronized (this) {
      taken -= rounded(bytes);
    }
    settle();
  }

  private synchronized void settle() {
    if (taken / step != given / step) {
      given = taken;
      files.accept(left());
    }
  }

  private static long rounded(long bytes) {
    return (bytes + PAGE - 1) / PAGE * PAGE;
  }
}
