package entrepot.collect.rpm;

import entrepot.collect.HostileIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads repomd.xml. */
final class RepomdReader {
  /** Fedora's has about 20. */
  private static final int MOST_DATA = 1_000;

  private final String where;

  RepomdReader(String where) {
    this.where = where;
  }

  Repomd read(byte[] content) {
    try (XmlEvents xml = new XmlEvents(new ByteArrayInputStream(content), where)) {
      if (!xml.next() || !xml.opens(1, "repomd")) {
        throw new HostileIndex(where, "it is no repomd.xml");
      }
      return repomd(xml);
    } catch (IOException e) {
      throw new HostileIndex(where, String.valueOf(e.getMessage()), e);
    }
  }

  private static Repomd repomd(XmlEvents xml) throws IOException {
    Optional<String> revision = Optional.empty();
    List<Repomd.Data> all = new ArrayList<>();
    long newest = 0;
    while (xml.next()) {
      if (xml.opens(2, "revision")) {
        revision = Optional.of(xml.text()).filter(text -> !text.isEmpty());
      } else if (xml.opens(2, "data")) {
        Repomd.Data data = data(xml);
        newest = Math.max(newest, data.timestamp());
        all.add(data);
        if (all.size() > MOST_DATA) {
          throw xml.broken("it names more than %d files".formatted(MOST_DATA));
        }
      }
    }
    return new Repomd(revision, newest, all);
  }

  private static Repomd.Data data(XmlEvents xml) throws IOException {
    String type = xml.attribute("type").orElse("");
    String href = "";
    Optional<String> base = Optional.empty();
    String algorithm = "";
    String checksum = "";
    OptionalLong size = OptionalLong.empty();
    OptionalLong openSize = OptionalLong.empty();
    long timestamp = 0;
    while (xml.next() && !xml.closes(2)) {
      if (xml.opens(3, "location")) {
        href = xml.attribute("href").orElse("");
        base = xml.base();
      } else if (xml.opens(3, "checksum")) {
        algorithm = xml.attribute("type").orElse("");
        checksum = xml.text();
      } else if (xml.opens(3, "size")) {
        size = OptionalLong.of(Numbers.size(xml, xml.text()));
      } else if (xml.opens(3, "open-size")) {
        openSize = OptionalLong.of(Numbers.size(xml, xml.text()));
      } else if (xml.opens(3, "timestamp")) {
        timestamp = Numbers.seconds(xml.text());
      }
    }
    if (href.isEmpty() || checksum.isEmpty()) {
      throw xml.broken("the data '%s' has no location or no checksum".formatted(type));
    }
    return new Repomd.Data(type, href, base, algorithm, checksum, size, openSize, timestamp);
  }
}
