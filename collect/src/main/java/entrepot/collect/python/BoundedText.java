package entrepot.collect.python;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A page's text: strict UTF-8, and no more characters than allowed. */
final class BoundedText extends FilterReader {
  private final String where;
  private final long limit;
  private long seen;

  BoundedText(InputStream body, String where, long limit) {
    super(
        new InputStreamReader(
            body,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
    this.where = where;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count;
    try {
      count = super.read(buffer, offset, length);
    } catch (CharacterCodingException e) {
      throw new PageRefused(where, "it is not UTF-8", e);
    }
    seen += Math.max(count, 0);
    if (seen > limit) {
      throw new PageRefused(where, "it has more than %d characters".formatted(limit));
    }
    return count;
  }
}
