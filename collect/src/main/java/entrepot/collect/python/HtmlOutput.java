package entrepot.collect.python;

import java.util.Optional;

/** How our HTML pages are written: every foreign text escaped, one link a line. */
final class HtmlOutput {
  private HtmlOutput() {}

  /** All before the links. {@code title} may be foreign. */
  static String head(String title, Optional<ProjectStatus> status) {
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n");
    meta(out, "pypi:repository-version", ApiVersion.WRITTEN);
    status.ifPresent(found -> {
      meta(out, "pypi:project-status", found.marker());
      found.reason().ifPresent(text -> meta(out, "pypi:project-status-reason", text));
    });
    return out.append("<title>")
        .append(escaped(title))
        .append("</title>\n</head>\n<body>\n<h1>")
        .append(escaped(title))
        .append("</h1>\n")
        .toString();
  }

  /** All after the links. */
  static String foot() {
    return "</body>\n</html>\n";
  }

  private static void meta(StringBuilder out, String name, String content) {
    out.append("<meta");
    attribute(out, "name", name);
    attribute(out, "content", content);
    out.append(">\n");
  }

  static void attribute(StringBuilder out, String name, String value) {
    out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
  }

  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n' -> out.append("&#10;");
        case '\t' -> out.append("&#9;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
