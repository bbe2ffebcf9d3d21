package entrepot.ledger;

import java.util.Locale;

/** What a run does. */
public enum RunKind {
  SYNC,
  BUILD,
  RELEASE,
  MATERIALIZE,
  COLLECT_GARBAGE;

  /** As people read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
