package entrepot.kit.http;

/** Takes the bytes of a file. After a broken transfer it may be asked to begin anew. */
public interface BodySink {
  /** Takes the next bytes. */
  void write(byte[] bytes, int offset, int length);

  /** Throws away what it took: the file begins again with its first byte. */
  void restart();
}
