package entrepot.edge;

import entrepot.kit.Digest;

/** Where the bytes of an edge's files lie. */
interface Contents {
  /** All bytes of a small file; throws {@code ObjectMissing}. */
  byte[] load(Digest sha256);

  /** A file's size in bytes; throws {@code ObjectMissing}. */
  long size(Digest sha256);

  /** How a file that is too large for the memory is sent. */
  Ready.Content large(Found.InStore found);

  /** Notes that a file was asked for again. */
  void used(Digest sha256);

  /** Whether every present entry's bytes are here, and stay. */
  boolean whole();
}
