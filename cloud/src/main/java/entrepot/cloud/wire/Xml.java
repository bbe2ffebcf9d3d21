package entrepot.cloud.wire;

/** XML as answers need it: elements and text, nothing else. */
final class Xml {
  private final StringBuilder out = new StringBuilder(1024);

  Xml() {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  }

  /** Whether XML 1.0 can have that character at all. */
  static boolean allowed(int codePoint) {
    return codePoint >= 0x20
        ? (codePoint <= 0xd7ff)
            || (codePoint >= 0xe000 && codePoint != 0xfffe && codePoint != 0xffff)
        : codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
  }

  Xml open(String name) {
    out.append('<').append(name).append('>');
    return this;
  }

  /** An outermost element, whose namespace all in it share. */
  Xml open(String name, String namespace) {
    out.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
    return this;
  }

  Xml close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  Xml empty(String name) {
    out.append('<').append(name).append("/>");
    return this;
  }

  Xml text(String name, String text) {
    open(name);
    escape(text);
    return close(name);
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#13;");
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else {
            out.append(allowed(c) ? c : '\ufffd');
          }
        }
      }
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
