package entrepot.app.quickstart.rpm;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** repomd.xml, which names every index. */
final class RepomdXml {
  private RepomdXml() {}

  /** The document; revision and each timestamp are {@code at}, in seconds since 1970. */
  static byte[] of(List<RepodataFile.Entry> entries, Instant at) throws XMLStreamException {
    String seconds = Long.toString(at.getEpochSecond());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Xml xml = new Xml(bytes);
    xml.open(
        "repomd",
        "xmlns",
        "http://linux.duke.edu/metadata/repo",
        "xmlns:rpm",
        "http://linux.duke.edu/metadata/rpm");
    xml.text("revision", seconds);
    for (RepodataFile.Entry entry : entries) {
      xml.open("data", "type", entry.type());
      xml.text("checksum", entry.checksum(), "type", "sha256");
      xml.text("open-checksum", entry.openChecksum(), "type", "sha256");
      xml.empty("location", "href", entry.href());
      xml.text("timestamp", seconds);
      xml.text("size", Long.toString(entry.size()));
      xml.text("open-size", Long.toString(entry.openSize()));
      xml.close();
    }
    xml.close();
    xml.end();
    return bytes.toByteArray();
  }
}
