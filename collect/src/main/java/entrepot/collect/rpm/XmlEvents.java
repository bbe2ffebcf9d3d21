package entrepot.collect.rpm;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import entrepot.collect.HostileIndex;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * The start and end tags of a foreign XML document, one at a time. A DTD is refused, entities but
 * the five of XML itself are unknown, and depth, attributes, names and texts are bounded; who opens
 * the stream bounds the bytes.
 */
final class XmlEvents implements AutoCloseable {
  private static final int DEPTH = 32;
  private static final int ATTRIBUTES = 64;
  private static final int ATTRIBUTE_CHARACTERS = 64 << 10;

  /** Changelogs and descriptions are the longest; nothing of ours is. */
  private static final int TEXT_CHARACTERS = 4 << 20;

  /** What a caller asks for: names, checksums, addresses. */
  private static final int TAKEN_CHARACTERS = 8 << 10;

  private static final WstxInputFactory FACTORY = factory();

  private final XMLStreamReader2 reader;
  private final String where;
  private int depth;

  /** Reads UTF-8 from the stream, which the caller closes. */
  XmlEvents(InputStream in, String where) {
    this.where = where;
    try {
      this.reader = (XMLStreamReader2) FACTORY.createXMLStreamReader(in, "UTF-8");
    } catch (XMLStreamException | RuntimeException e) {
      throw refused(e);
    }
  }

  private static WstxInputFactory factory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, ATTRIBUTES);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, ATTRIBUTE_CHARACTERS);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, TEXT_CHARACTERS);
    return factory;
  }

  /** Goes to the next start or end tag; false at the end of the document. */
  boolean next() throws IOException {
    try {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            depth++;
            return true;
          }
          case XMLStreamConstants.END_ELEMENT -> {
            depth--;
            return true;
          }
          case XMLStreamConstants.DTD -> throw new HostileIndex(where, "it has a DTD");
          case XMLStreamConstants.ENTITY_REFERENCE ->
              throw new HostileIndex(where, "it has an entity reference");
          default -> {}
        }
      }
      return false;
    } catch (XMLStreamException | RuntimeException e) {
      throw refusedUnlessInput(e);
    }
  }

  /** Whether the tag is a start tag; else it is an end tag. */
  boolean isStart() {
    return reader.getEventType() == XMLStreamConstants.START_ELEMENT;
  }

  /** The tag's name, without its prefix. */
  String name() {
    return reader.getLocalName();
  }

  /** Whether the tag opens an element of that name at that depth; the root's is 1. */
  boolean opens(int at, String name) {
    return depth == at && isStart() && reader.getLocalName().equals(name);
  }

  /** Whether the tag closes an element at that depth. */
  boolean closes(int at) {
    return depth == at - 1 && !isStart();
  }

  /** How deep the place behind this tag lies: 1 within the root. */
  int depth() {
    return depth;
  }

  /** An attribute of the start tag, by its name without prefix. */
  Optional<String> attribute(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)
          && !XMLConstants.XML_NS_URI.equals(reader.getAttributeNamespace(i))) {
        return Optional.of(reader.getAttributeValue(i));
      }
    }
    return Optional.empty();
  }

  /** The attribute {@code xml:base} of the start tag. */
  Optional<String> base() {
    return Optional.ofNullable(reader.getAttributeValue(XMLConstants.XML_NS_URI, "base"));
  }

  /** The text of the element that the start tag opens, stripped; goes to its end tag. */
  String text() throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (int event = reader.next();
          event != XMLStreamConstants.END_ELEMENT;
          event = reader.next()) {
        switch (event) {
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              text.append(reader.getText());
          case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
          default -> throw broken("<%s> holds something that is no text".formatted(name()));
        }
        if (text.length() > TAKEN_CHARACTERS) {
          throw broken("a text is longer than %d characters".formatted(TAKEN_CHARACTERS));
        }
      }
    } catch (XMLStreamException | RuntimeException e) {
      throw refusedUnlessInput(e);
    }
    depth--;
    return text.toString().strip();
  }

  /** Which line of the document that is. */
  int line() {
    return reader.getLocation().getLineNumber();
  }

  /** A refusal that names the line. */
  HostileIndex broken(String found) {
    return new HostileIndex(where, "line %d: %s".formatted(line(), found));
  }

  private RuntimeException refusedUnlessInput(Exception e) throws IOException {
    if (e.getCause() instanceof IOException input) {
      throw input;
    }
    return refused(e);
  }

  private RuntimeException refused(Exception e) {
    if (e instanceof entrepot.kit.Failure known) {
      return known;
    }
    String found = String.valueOf(e.getMessage()).replace('\n', ' ');
    return new HostileIndex(
        where,
        "it is no XML that is read here: " + found.substring(0, Math.min(300, found.length())),
        e);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw refused(e);
    }
  }
}
