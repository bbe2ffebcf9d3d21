package entrepot.collect.rpm;

import entrepot.collect.HostileIndex;
import entrepot.kit.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a metalink (version 3.0, with mirror manager's alternates) of a repomd.xml. */
final class MetalinkReader {
  private static final int MOST_URLS = 10_000;
  private static final int MOST_ALTERNATES = 200;
  private static final String FILE = "repodata/repomd.xml";

  private record Preferred(URI mirror, int preference) {}

  private final Checksums checksums;
  private final String where;
  private final List<Metalink.Version> alternates = new ArrayList<>();
  private final List<Preferred> mirrors = new ArrayList<>();
  private Metalink.@Nullable Version main;

  MetalinkReader(Checksums checksums, String where) {
    this.checksums = checksums;
    this.where = where;
  }

  Metalink read(byte[] content) {
    try (XmlEvents xml = new XmlEvents(new ByteArrayInputStream(content), where)) {
      if (!xml.next() || !xml.opens(1, "metalink")) {
        throw new HostileIndex(where, "it is no metalink");
      }
      while (xml.next()) {
        if (xml.opens(3, "file")
            && xml.attribute("name").filter("repomd.xml"::equals).isPresent()) {
          file(xml);
        }
      }
    } catch (IOException e) {
      throw new HostileIndex(where, String.valueOf(e.getMessage()), e);
    }
    if (main == null) {
      throw new HostileIndex(where, "it gives no checksum of repomd.xml that can be used");
    }
    return new Metalink(
        main,
        alternates,
        mirrors.stream()
            .sorted(Comparator.comparingInt(Preferred::preference).reversed())
            .map(Preferred::mirror)
            .toList());
  }

  /** Sizes and hashes of the file itself lie at its own level, those of alternates below. */
  private void file(XmlEvents xml) throws IOException {
    Draft own = new Draft();
    while (xml.next() && !xml.closes(3)) {
      if (xml.opens(4, "size")) {
        own.size = Numbers.size(xml, xml.text());
      } else if (xml.opens(5, "hash")) {
        own.add(xml);
      } else if (xml.opens(5, "alternate")) {
        alternate(xml);
      } else if (xml.opens(5, "url")) {
        url(xml);
      }
    }
    main = own.version().orElse(main);
  }

  private void alternate(XmlEvents xml) throws IOException {
    Draft draft = new Draft();
    while (xml.next() && !xml.closes(5)) {
      if (xml.opens(6, "size")) {
        draft.size = Numbers.size(xml, xml.text());
      } else if (xml.opens(7, "hash")) {
        draft.add(xml);
      }
    }
    if (alternates.size() >= MOST_ALTERNATES) {
      throw xml.broken("it has more than %d alternates".formatted(MOST_ALTERNATES));
    }
    draft.version().ifPresent(alternates::add);
  }

  private void url(XmlEvents xml) throws IOException {
    int preference = preference(xml.attribute("preference").orElse(""));
    String text = xml.text();
    if (mirrors.size() >= MOST_URLS) {
      throw xml.broken("it has more than %d addresses".formatted(MOST_URLS));
    }
    if (text.endsWith("/" + FILE)) {
      MirrorlistReader.folder(text.substring(0, text.length() - FILE.length()))
          .ifPresent(mirror -> mirrors.add(new Preferred(mirror, preference)));
    }
  }

  private static int preference(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
  }

  private final class Draft {
    private final List<Digest> digests = new ArrayList<>();
    private long size = -1;

    /** Of several hashes all are kept, but MD5 only where it is allowed. */
    void add(XmlEvents xml) throws IOException {
      String type = xml.attribute("type").orElse("");
      String hex = xml.text();
      checksums
          .digest(type, hex)
          .filter(digest -> digests.stream().noneMatch(d -> d.algorithm() == digest.algorithm()))
          .ifPresent(digests::add);
    }

    Optional<Metalink.Version> version() {
      return digests.isEmpty()
          ? Optional.empty()
          : Optional.of(new Metalink.Version(size, digests));
    }
  }
}
