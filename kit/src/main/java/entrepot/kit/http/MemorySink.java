package entrepot.kit.http;

import java.io.ByteArrayOutputStream;

/** Keeps a small file in memory. */
public final class MemorySink implements BodySink {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void write(byte[] content, int offset, int length) {
    bytes.write(content, offset, length);
  }

  @Override
  public void restart() {
    bytes.reset();
  }

  /** What came, a copy. */
  public byte[] content() {
    return bytes.toByteArray();
  }
}
