package entrepot.collect.python;

import java.util.Locale;
import java.util.Optional;

/** The two forms of an index's pages (PEP 503, PEP 691). */
public enum IndexFormat {
  /** {@value #JSON_TYPE}. */
  JSON,
  /** {@value #HTML_TYPE} or {@code text/html}. */
  HTML;

  /** The media type of JSON pages. */
  public static final String JSON_TYPE = "application/vnd.pypi.simple.v1+json";

  /** The media type of HTML pages that say which version of the interface they follow. */
  public static final String HTML_TYPE = "application/vnd.pypi.simple.v1+html";

  /** What to send as Accept: JSON if there is any, else HTML. */
  public static final String ACCEPT = JSON_TYPE + ", " + HTML_TYPE + ";q=0.2, text/html;q=0.1";

  /** The form of that Content-Type, whose parameters do not matter; empty for any other type. */
  public static Optional<IndexFormat> of(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return switch (type.strip().toLowerCase(Locale.ROOT)) {
      case JSON_TYPE, "application/vnd.pypi.simple.latest+json", "application/json" ->
          Optional.of(JSON);
      case HTML_TYPE,
          "application/vnd.pypi.simple.latest+html",
          "text/html",
          "application/xhtml+xml" ->
          Optional.of(HTML);
      default -> Optional.empty();
    };
  }
}
