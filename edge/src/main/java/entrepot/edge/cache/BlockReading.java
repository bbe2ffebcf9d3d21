package entrepot.edge.cache;

import entrepot.edge.CheckedFiles;
import entrepot.store.backend.ObjectMissing;
import java.io.IOException;
import java.util.function.Function;

/** Reads an open file block by block; no byte is given out before its block was checked. */
final class BlockReading implements CheckedFiles.Reading {
  private final OpenObject file;
  private final Function<String, ObjectMissing> spoilt;
  private final byte[] block = new byte[Tail.BLOCK];
  private long number = -1;
  private int length;

  /** {@code spoilt} makes the failure for what was found. */
  BlockReading(OpenObject file, Function<String, ObjectMissing> spoilt) {
    this.file = file;
    this.spoilt = spoilt;
  }

  @Override
  public int read(long position, byte[] into, int offset, int most) {
    long wanted = position / Tail.BLOCK;
    if (wanted != number) {
      fetch(wanted);
    }
    int start = (int) (position % Tail.BLOCK);
    if (start >= length) {
      return -1;
    }
    int n = Math.min(most, length - start);
    System.arraycopy(block, start, into, offset, n);
    return n;
  }

  private void fetch(long wanted) {
    number = -1;
    try {
      length = file.block(wanted, block);
    } catch (IOException e) {
      throw spoilt.apply("cannot be read: " + e);
    }
    if (length < 0) {
      throw spoilt.apply("has a spoilt block, number " + wanted);
    }
    number = wanted;
  }

  @Override
  public void close() {
    file.release();
  }
}
