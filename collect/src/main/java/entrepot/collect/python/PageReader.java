package entrepot.collect.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** Reads a project's page, which is in memory then: JSON (PEP 691) or HTML (PEP 503). */
public final class PageReader {
  private final PageLimits limits;

  /** A reader that refuses more than {@code limits}. */
  public PageReader(PageLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads the page of {@code expected} from {@code body}, which stays open. Links are resolved
   * against {@code base}, the page's address after redirects.
   *
   * @throws PageRefused for a page of which nothing can be used; one bad file costs only itself
   * @throws IOException from the body
   */
  public ReadPage read(InputStream body, IndexFormat format, URI base, ProjectName expected)
      throws IOException {
    BoundedText text = new BoundedText(body, base.toString(), limits.bytes());
    try {
      return switch (format) {
        case JSON -> json(text, base, expected);
        case HTML -> new HtmlPageReader(text, limits, base).read(expected);
      };
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private ReadPage json(BoundedText text, URI base, ProjectName expected) {
    try (JsonEvents json = new JsonEvents(text, base.toString())) {
      return new JsonPageReader(json, limits, base).read(expected);
    }
  }
}
