package entrepot.app.quickstart.rpm;

import javax.xml.stream.XMLStreamException;
import org.eclipse.packager.rpm.RpmTag;

/** A package's part of filelists.xml: every file it has. */
final class FilelistsXml {
  private FilelistsXml() {}

  static void begin(Xml xml, int packages) throws XMLStreamException {
    xml.open(
        "filelists",
        "xmlns",
        "http://linux.duke.edu/metadata/filelists",
        "packages",
        Integer.toString(packages));
  }

  static void write(Xml xml, RpmPackage each) throws XMLStreamException {
    open(xml, each);
    for (RpmFile file : each.header().files()) {
      file(xml, file);
    }
    xml.close();
  }

  /** Opens the element {@code package}, as filelists.xml and other.xml have it. */
  static void open(Xml xml, RpmPackage each) throws XMLStreamException {
    RpmHeader header = each.header();
    xml.open(
        "package",
        "pkgid",
        each.sha256(),
        "name",
        header.text(RpmTag.NAME),
        "arch",
        header.text(RpmTag.ARCH));
    PrimaryXml.version(xml, header.evr());
  }

  /** The element {@code file}, as primary.xml has it too. */
  static void file(Xml xml, RpmFile file) throws XMLStreamException {
    switch (file.kind()) {
      case FILE -> xml.text("file", file.path());
      case FOLDER -> xml.text("file", file.path(), "type", "dir");
      case GHOST -> xml.text("file", file.path(), "type", "ghost");
    }
  }
}
