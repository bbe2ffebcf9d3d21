package entrepot.bench.sync;

import java.util.Locale;

/** What a contender is asked to do. */
enum Step {
  /** Everything that a first run takes for granted, such as an empty folder; not measured. */
  PREPARE,
  /** The first mirror of everything, and its publication. */
  COLD,
  /** Again, when upstream has not changed. */
  NOOP,
  /** Again, when 1 % of the packages have. */
  DELTA,
  /** Ends what still runs; not measured. */
  END;

  /** As in the RATIO lines and as the peers' first argument. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
