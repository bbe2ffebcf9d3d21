package entrepot.store.fill;

import entrepot.kit.Digest;

/** A lazy entry that somebody wants to read. */
public sealed interface Opened {
  /** Its bytes are in the store under that sha256. */
  record Filled(Digest sha256) implements Opened {}

  /** They are on their way; close the reader. */
  record Coming(Following following) implements Opened {}
}
