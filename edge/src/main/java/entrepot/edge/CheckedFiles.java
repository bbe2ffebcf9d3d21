package entrepot.edge;

import entrepot.kit.Digest;

/**
 * A bounded store of files: each may be gone at any time, and no byte is given out that was not
 * checked since it was read. Throws {@code ObjectMissing} for what is not here, or was found to
 * have other bytes than it should and has been dropped for that.
 */
public interface CheckedFiles {
  /** The most bytes that one read gives. */
  int PIECE = 64 * 1024;

  /** All bytes of a small file. */
  byte[] load(Digest sha256);

  /** A file's size in bytes. */
  long size(Digest sha256);

  /** Notes that a file was asked for: what is asked for often stays. */
  void used(Digest sha256);

  /** Opens a file; what is open can be read on when it is dropped. */
  Reading open(Digest sha256);

  /** A file being read, by one thread. */
  interface Reading extends AutoCloseable {
    /**
     * Reads checked bytes from {@code position} on, at most {@link #PIECE} and at most {@code
     * length}; -1 behind the end.
     */
    int read(long position, byte[] into, int offset, int length);

    @Override
    void close();
  }
}
