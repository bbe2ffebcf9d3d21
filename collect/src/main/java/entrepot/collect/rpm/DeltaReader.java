package entrepot.collect.rpm;

import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the delta packages that a prestodelta.xml (deltainfo.xml) names, one at a time. */
final class DeltaReader {
  private DeltaReader() {}

  static void read(InputStream in, String where, Consumer<PackageFile> each) throws IOException {
    try (XmlEvents xml = new XmlEvents(in, where)) {
      int deltas = 0;
      while (xml.next()) {
        if (xml.opens(3, "delta")) {
          if (++deltas > PrimaryReader.MOST_PACKAGES) {
            throw xml.broken("it names more than %d deltas".formatted(deltas));
          }
          delta(xml).ifPresent(each);
        }
      }
    }
  }

  private static Optional<PackageFile> delta(XmlEvents xml) throws IOException {
    String href = "";
    Optional<String> base = Optional.empty();
    String checksumType = "";
    String checksum = "";
    long size = Entry.UNKNOWN_SIZE;
    while (xml.next() && !xml.closes(3)) {
      if (!xml.isStart() || xml.depth() != 4) {
        continue;
      }
      switch (xml.name()) {
        case "filename" -> {
          base = xml.base();
          href = xml.text();
        }
        case "checksum" -> {
          checksumType = xml.attribute("type").orElse("");
          checksum = xml.text();
        }
        case "size" -> size = Numbers.size(xml, xml.text());
        default -> {}
      }
    }
    // Without a checksum nobody could tell a right delta from a wrong one, clients included.
    return href.isEmpty() || checksum.isEmpty()
        ? Optional.empty()
        : Optional.of(new PackageFile(href, base, checksumType, checksum, size, 0));
  }
}
