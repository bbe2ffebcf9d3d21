package entrepot.collect.python;

import java.io.Reader;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/** The elements of an HTML page one by one, each forgotten when the next is asked for. */
final class HtmlElements implements AutoCloseable {
  private static final int DEEPEST = 256;
  private static final Pattern SERIAL = Pattern.compile("\\s*SERIAL ([0-9]{1,18})\\s*");

  private final String where;
  private final HtmlText text;
  private final StreamParser parser;
  private final Iterator<Element> elements;
  private OptionalLong serial = OptionalLong.empty();

  HtmlElements(Reader page, String where) {
    this.where = where;
    text = new HtmlText(page, where);
    parser = new StreamParser(Parser.htmlParser()).parse(text, "");
    elements = parser.iterator();
  }

  /** The next element, complete; empty at the end. */
  Optional<Element> next() {
    if (!elements.hasNext()) {
      return Optional.empty();
    }
    Element element = elements.next();
    text.progress();
    int depth = 0;
    for (Node node = element.parent(); node != null; node = node.parent()) {
      if (++depth > DEEPEST) {
        throw new PageRefused(where, "its elements are deeper than %d".formatted(DEEPEST));
      }
    }
    forget(element);
    return Optional.of(element);
  }

  /** The parser would keep all of a page, be it a million links. */
  private void forget(Element element) {
    element.childNodes().forEach(this::look);
    Element parent = element.parent();
    if (parent == null || parent instanceof Document) {
      return;
    }
    while (parent.childNodeSize() > 0) {
      Node first = parent.childNode(0);
      look(first);
      first.remove();
      if (first.equals(element)) {
        return;
      }
    }
  }

  private void look(Node node) {
    if (node instanceof Comment comment) {
      Matcher found = SERIAL.matcher(comment.getData());
      if (found.matches()) {
        serial = OptionalLong.of(Long.parseLong(found.group(1)));
      }
    }
  }

  /** The serial in the comment with which PyPI ends its pages; after the last element. */
  OptionalLong serial() {
    parser.document().childNodes().forEach(this::look);
    return serial;
  }

  @Override
  public void close() {
    parser.close();
  }
}
