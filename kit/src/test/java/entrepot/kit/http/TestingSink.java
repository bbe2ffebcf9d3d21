package entrepot.kit.http;

import java.nio.charset.StandardCharsets;

/** Remembers what came, and how often it began anew. */
final class TestingSink implements BodySink {
  private final MemorySink memory = new MemorySink();
  private int restarts;

  @Override
  public void write(byte[] bytes, int offset, int length) {
    memory.write(bytes, offset, length);
  }

  @Override
  public void restart() {
    restarts++;
    memory.restart();
  }

  String text() {
    return new String(memory.content(), StandardCharsets.ISO_8859_1);
  }

  int restarts() {
    return restarts;
  }
}
