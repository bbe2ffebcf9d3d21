package entrepot.collect.rpm;

import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the packages that a primary.xml names, one at a time. */
final class PrimaryReader {
  /** Fedora's largest repositories have 70,000. */
  static final int MOST_PACKAGES = 5_000_000;

  private PrimaryReader() {}

  static void read(InputStream in, String where, Consumer<PackageFile> each) throws IOException {
    try (XmlEvents xml = new XmlEvents(in, where)) {
      if (!xml.next() || !xml.opens(1, "metadata")) {
        throw xml.broken("it is no primary.xml");
      }
      checkClaim(xml);
      int packages = 0;
      while (xml.next()) {
        if (xml.opens(2, "package")) {
          if (++packages > MOST_PACKAGES) {
            throw xml.broken("it names more than %d packages".formatted(MOST_PACKAGES));
          }
          each.accept(file(xml));
        }
      }
    }
  }

  private static void checkClaim(XmlEvents xml) {
    Optional<String> claim = xml.attribute("packages");
    if (claim.isPresent() && Numbers.size(xml, claim.get()) > MOST_PACKAGES) {
      throw xml.broken(
          "it claims to name %s packages, more than %d".formatted(claim.get(), MOST_PACKAGES));
    }
  }

  private static PackageFile file(XmlEvents xml) throws IOException {
    String href = "";
    Optional<String> base = Optional.empty();
    String checksumType = "";
    String checksum = "";
    long size = Entry.UNKNOWN_SIZE;
    long time = 0;
    while (xml.next() && !xml.closes(2)) {
      if (!xml.isStart() || xml.depth() != 3) {
        continue;
      }
      switch (xml.name()) {
        case "location" -> {
          href = xml.attribute("href").orElse("");
          base = xml.base();
        }
        case "checksum" -> {
          checksumType = xml.attribute("type").orElse("");
          checksum = xml.text();
        }
        case "size" -> {
          Optional<String> bytes = xml.attribute("package");
          size = bytes.isPresent() ? Numbers.size(xml, bytes.get()) : Entry.UNKNOWN_SIZE;
        }
        case "time" -> time = Numbers.seconds(xml.attribute("file").orElse(""));
        default -> {}
      }
    }
    if (href.isEmpty()) {
      throw xml.broken("a package has no location");
    }
    return new PackageFile(href, base, checksumType, checksum, size, time);
  }
}
