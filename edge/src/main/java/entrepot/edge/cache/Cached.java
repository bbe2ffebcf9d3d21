package entrepot.edge.cache;

/** A file that the cache has, or is about to have; equal to itself alone. */
final class Cached {
  private static final int PAGE = 4096;

  /** Counted no further: beyond it, more use says nothing more. */
  static final int MOST_USES = 15;

  private final long size;
  private volatile boolean named;
  private volatile int uses;

  /** Of that size in bytes, without its tail. */
  Cached(long size) {
    this.size = size;
  }

  long size() {
    return size;
  }

  /** What it takes on the disk, in blocks of 4 KiB: an int can weigh 8 TiB so. */
  int pages() {
    return pages(Tail.lengthOf(size));
  }

  static int pages(long length) {
    return (int) Math.min(Integer.MAX_VALUE, (length + PAGE - 1) / PAGE);
  }

  static long pagesIn(long bytes) {
    return bytes / PAGE;
  }

  /** Whether its file has its name, so that it can be opened. */
  boolean named() {
    return named;
  }

  void nowNamed() {
    named = true;
  }

  /** How often it was asked for, roughly. */
  int uses() {
    return uses;
  }

  /** Of two uses at once one may be lost, which changes nothing. */
  void used() {
    int known = uses;
    if (known < MOST_USES) {
      uses = known + 1;
    }
  }

  void used(int times) {
    uses = Math.min(MOST_USES, times);
  }
}
