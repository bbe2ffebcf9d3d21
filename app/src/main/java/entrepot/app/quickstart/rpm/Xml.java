package entrepot.app.quickstart.rpm;

import java.io.OutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML as a stream, an element a call. */
final class Xml {
  private final XMLStreamWriter out;

  /** A document in UTF-8. */
  Xml(OutputStream bytes) throws XMLStreamException {
    out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
    out.writeStartDocument("UTF-8", "1.0");
    out.writeCharacters("\n");
  }

  /** Opens an element; attributes are names and values in turn. */
  Xml open(String name, String... attributes) throws XMLStreamException {
    out.writeStartElement(name);
    attributes(attributes);
    return this;
  }

  /** An element without content. */
  Xml empty(String name, String... attributes) throws XMLStreamException {
    out.writeEmptyElement(name);
    attributes(attributes);
    return this;
  }

  /** An element that holds a text. */
  Xml text(String name, String text, String... attributes) throws XMLStreamException {
    open(name, attributes);
    out.writeCharacters(text);
    return close();
  }

  /** Ends the innermost open element, and the line. */
  Xml close() throws XMLStreamException {
    out.writeEndElement();
    out.writeCharacters("\n");
    return this;
  }

  /** Ends the document; the bytes below stay open. */
  void end() throws XMLStreamException {
    out.writeEndDocument();
    out.flush();
  }

  private void attributes(String... pairs) throws XMLStreamException {
    for (int i = 0; i < pairs.length; i += 2) {
      out.writeAttribute(pairs[i], pairs[i + 1]);
    }
  }
}
