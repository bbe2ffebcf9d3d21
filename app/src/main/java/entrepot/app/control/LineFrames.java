package entrepot.app.control;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The answer to a command line: frames of a kind (1 byte), a length (4 bytes) and that many bytes,
 * for standard output and standard error; the last has no bytes, and the exit code for its length.
 * Read by {@code bin/forward}.
 */
final class LineFrames {
  private static final int OUT = 'o';
  private static final int ERR = 'e';
  private static final int EXIT = 'x';
  private static final int MAX_FRAME = 1 << 20;

  private LineFrames() {}

  /** What is written there goes to the caller's standard output, or error. */
  static OutputStream to(DataOutputStream frames, boolean error) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (frames) {
          for (int at = 0; at < length; at += MAX_FRAME) {
            int size = Math.min(MAX_FRAME, length - at);
            frames.writeByte(error ? ERR : OUT);
            frames.writeInt(size);
            frames.write(bytes, offset + at, size);
          }
          frames.flush();
        }
      }
    };
  }

  static void end(DataOutputStream frames, int exit) throws IOException {
    frames.writeByte(EXIT);
    frames.writeInt(exit);
    frames.flush();
  }
}
