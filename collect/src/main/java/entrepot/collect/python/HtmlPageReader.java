package entrepot.collect.python;

import java.io.Reader;
import java.net.URI;

/** Reads a project's page as HTML (PEP 503). */
final class HtmlPageReader {
  HtmlPageReader(Reader text, PageLimits limits, URI base) {}

  @SuppressWarnings("DoNotCallSuggester") // until it is written
  ReadPage read(ProjectName expected) {
    throw new UnsupportedOperationException("not yet");
  }
}
