package entrepot.collect.apt;

import entrepot.collect.HostileIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads lines of bounded length without making an object of each. */
final class LineReader {
  private final InputStream in;
  private final int limit;
  private final String where;

  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;

  private byte[] line = new byte[1024];
  private int length;

  LineReader(InputStream in, int limit, String where) {
    this.in = in;
    this.limit = limit;
    this.where = where;
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    length = 0;
    boolean any = false;
    while (from < to || fill()) {
      any = true;
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      append(from, end);
      boolean ended = end < to;
      from = ended ? end + 1 : end;
      if (ended) {
        break;
      }
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return any;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(in.read(buffer), 0);
    return to > 0;
  }

  private void append(int start, int end) {
    int more = end - start;
    if (length + more > limit) {
      throw new HostileIndex(where, "a line is longer than %d bytes".formatted(limit));
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
    }
    System.arraycopy(buffer, start, line, length, more);
    length += more;
  }

  int length() {
    return length;
  }

  byte at(int index) {
    return line[index];
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  int indexOf(char wanted) {
    for (int i = 0; i < length; i++) {
      if (line[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  String text(int start, int end) {
    return new String(line, start, end - start, StandardCharsets.UTF_8);
  }

  void copyTo(ByteArrayOutputStream out, int start) {
    out.write(line, start, length - start);
  }
}
