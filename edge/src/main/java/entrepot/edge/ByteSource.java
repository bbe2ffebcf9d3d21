package entrepot.edge;

/** The bytes of an answer, as they come. */
@FunctionalInterface
interface ByteSource {
  /** Waits for bytes and reads at most {@code length} of them; -1 at the end. Throws a Failure. */
  int read(byte[] into, int offset, int length);
}
