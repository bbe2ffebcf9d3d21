package entrepot.collect.python;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the list of projects as HTML (PEP 503). */
final class HtmlListReader extends ProjectListReader {
  private final Reader text;

  HtmlListReader(Reader text, String where, long limit) {
    super(where, limit);
    this.text = text;
  }

  @Override
  @SuppressWarnings("DoNotCallSuggester") // until it is written
  Optional<ListedProject> advance() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public OptionalLong serial() {
    return OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
