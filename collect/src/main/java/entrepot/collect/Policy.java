package entrepot.collect;

/** What of a tree's payload is fetched at a sync. */
public enum Policy {
  /** All of it. */
  FULL,
  /** None: a file is fetched when the first client asks for it. */
  ON_DEMAND
}
