package entrepot.edge;

/** What a request target is known to be. */
sealed interface Known permits Ready, Variants {
  /** Bytes of memory it takes, roughly. */
  int weight();
}
