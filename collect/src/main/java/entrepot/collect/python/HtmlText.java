package entrepot.collect.python;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * The text of an HTML page on its way to the parser, which keeps what is open: so not too much may
 * come before an element is complete, be it in a tag, a comment, or tags that nothing closes.
 */
final class HtmlText extends FilterReader {
  private static final int LONGEST_RUN = 256 << 10;
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int MOST_OPENED = 5_000;

  private final String where;
  private int run;
  private int characters;
  private int opened;

  HtmlText(Reader page, String where) {
    super(page);
    this.where = where;
  }

  /** An element was complete. */
  void progress() {
    characters = 0;
    opened = 0;
  }

  /** The page is closed by who opened it. */
  @Override
  public void close() {}

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    for (int i = offset; i < offset + count; i++) {
      run++;
      if (buffer[i] == '<') {
        run = 0;
        opened++;
      }
    }
    characters += Math.max(count, 0);
    if (run > LONGEST_RUN || characters > MOST_CHARACTERS || opened > MOST_OPENED) {
      throw new PageRefused(where, "an element of it does not end: it is no page of an index");
    }
    return count;
  }
}
