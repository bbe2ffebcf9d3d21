package entrepot.vm.qmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of at most so many bytes from a channel. */
final class Lines {
  private final ReadableByteChannel from;
  private final int longest;
  private final ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();
  private byte[] line = new byte[1 << 12];

  Lines(ReadableByteChannel from, int longest) {
    this.from = from;
    this.longest = longest;
  }

  /** The next line, or null at the end. */
  @Nullable String next() throws IOException {
    int length = 0;
    while (true) {
      while (in.hasRemaining()) {
        byte b = in.get();
        if (b == '\n') {
          return new String(line, 0, length, StandardCharsets.UTF_8);
        }
        if (length == longest) {
          throw new IOException("a line of more than " + longest + " bytes");
        }
        if (length == line.length) {
          line = Arrays.copyOf(line, Math.min(longest, 2 * length));
        }
        line[length++] = b;
      }
      in.clear();
      int n = from.read(in);
      in.flip();
      if (n < 0) {
        return null;
      }
    }
  }
}
