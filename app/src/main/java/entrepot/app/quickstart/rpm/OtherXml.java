package entrepot.app.quickstart.rpm;

import javax.xml.stream.XMLStreamException;

/** A package's part of other.xml. Changelogs are not written: packages made here have none. */
final class OtherXml {
  private OtherXml() {}

  static void begin(Xml xml, int packages) throws XMLStreamException {
    xml.open(
        "otherdata",
        "xmlns",
        "http://linux.duke.edu/metadata/other",
        "packages",
        Integer.toString(packages));
  }

  static void write(Xml xml, RpmPackage each) throws XMLStreamException {
    FilelistsXml.open(xml, each);
    xml.close();
  }
}
