package entrepot.collect.rpm;

import entrepot.kit.Progress;

/** Tells of the packages that an index names and that no tree can have. */
final class LeftOut {
  private static final int NAMED = 20;

  private final String where;
  private final Progress progress;
  private int count;

  LeftOut(String where, Progress progress) {
    this.where = where;
    this.progress = progress;
  }

  void add(String href, String reason) {
    if (count++ < NAMED) {
      String shown = href.length() > 120 ? href.substring(0, 120) + "…" : href;
      progress.note("%s names '%s', which is left out: %s".formatted(where, shown, reason));
    }
  }

  /** How many there were, when not all were named. */
  void tell() {
    if (count > NAMED) {
      progress.note("%s: %d files are left out in all".formatted(where, count));
    }
  }
}
