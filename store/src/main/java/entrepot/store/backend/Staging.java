package entrepot.store.backend;

import java.io.OutputStream;

/**
 * Bytes on their way into a backend. Nobody sees them before {@link #commit}; closed without it,
 * they are thrown away.
 */
public abstract class Staging extends OutputStream {
  /** How many bytes have been written so far. */
  public abstract long written();

  /** Throws away what was written, to begin anew. */
  public abstract void restart();

  /**
   * Makes the bytes the object of that key, in one step. Answers false, and keeps what is there,
   * when the object exists already. May be called once.
   */
  public abstract boolean commit(Key key);

  @Override
  public abstract void write(byte[] bytes, int offset, int length);

  @Override
  public abstract void close();
}
