package entrepot.edge;

import entrepot.kit.listen.Target;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A listing as HTML. Names come from upstream and are escaped; all links are relative, so that the
 * page works under any address it is served at.
 */
final class ListingPage {
  private ListingPage() {}

  /** One line of it; {@code note} is plain text. */
  record Row(String name, boolean folder, String note) {
    static Row folder(String name, String note) {
      return new Row(name, true, note);
    }

    static Row file(String name, Entry entry) {
      String size = entry.size() < 0 ? "size unknown" : entry.size() + " bytes";
      String state = entry.state() == State.MISSING ? ", not available" : "";
      return new Row(name, false, Instant.ofEpochSecond(entry.mtime()) + ", " + size + state);
    }
  }

  /** The page; {@code after} names the last row where more follow. */
  static String of(String title, boolean hasParent, List<Row> rows, Optional<String> after) {
    StringBuilder out = new StringBuilder(200 + 120 * rows.size());
    out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
    escape(out, title);
    out.append("</title><style>body{font-family:sans-serif}td{padding:0 1em 0 0}</style></head>");
    out.append("<body><h1>");
    escape(out, title);
    out.append("</h1>\n<table>\n");
    if (hasParent) {
      out.append("<tr><td><a href=\"../\">../</a></td><td></td></tr>\n");
    }
    for (Row row : rows) {
      String slash = row.folder() ? "/" : "";
      out.append("<tr><td><a href=\"./").append(Target.encodePart(row.name())).append(slash);
      out.append("\">");
      escape(out, row.name());
      out.append(slash).append("</a></td><td>");
      escape(out, row.note());
      out.append("</td></tr>\n");
    }
    out.append("</table>\n");
    after.ifPresent(last ->
        out.append("<p><a href=\"?after=")
            .append(Target.encodePart(last))
            .append("\">further names</a></p>\n"));
    return out.append("</body></html>\n").toString();
  }

  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
