package entrepot.store.fill;

import entrepot.kit.Digest;
import java.util.OptionalLong;

/**
 * One reader of a file that is being fetched. It sees bytes as they come; the last block only once
 * size and digest are verified. Not for several threads.
 */
public final class Following implements AutoCloseable {
  private final Fill fill;
  private long position;
  private long attempt;

  Following(Fill fill) {
    this.fill = fill;
    this.attempt = fill.attempt();
  }

  /** The size in bytes, once it is known. */
  public OptionalLong size() {
    return fill.size();
  }

  /** Goes to that offset; only before the first read. */
  public void seek(long offset) {
    if (position != 0) {
      throw new IllegalStateException("already reading at " + position);
    }
    position = offset;
  }

  /**
   * Waits for bytes and reads at most {@code length} of them; -1 at the verified end. Throws {@link
   * FillGone}, {@link FillMismatch} or {@link FillFailed} when the file does not come, or is not
   * what was promised.
   */
  public int read(byte[] into, int offset, int length) {
    Fill.Piece piece = fill.read(position, attempt, into, offset, length);
    attempt = piece.attempt();
    position += Math.max(0, piece.length());
    return piece.length();
  }

  /** Waits for the verified whole; throws as {@link #read} does. */
  public Digest await() {
    return fill.await();
  }

  @Override
  public void close() {
    fill.leave();
  }
}
