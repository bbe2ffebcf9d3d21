package entrepot.steering;

import entrepot.steering.map.RepomdFile;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Metalinks as librepo and yum read them: version 3.0 with MirrorManager's alternates. All that
 * does not depend on the client is written once for each directory and mirror.
 */
final class Metalink {
  private static final int BEST = 100;

  private Metalink() {}

  /** What a metalink says of a repomd.xml: the newest version, then the alternates. */
  static String describing(List<RepomdFile> versions) {
    StringBuilder out = new StringBuilder(1_000);
    details(out, versions.getFirst(), "   ");
    if (versions.size() > 1) {
      out.append("   <mm0:alternates>\n");
      for (RepomdFile each : versions.subList(1, versions.size())) {
        out.append("    <mm0:alternate>\n");
        details(out, each, "     ");
        out.append("    </mm0:alternate>\n");
      }
      out.append("   </mm0:alternates>\n");
    }
    return out.toString();
  }

  private static void details(StringBuilder out, RepomdFile file, String indent) {
    out.append(indent)
        .append("<mm0:timestamp>")
        .append(file.timestamp())
        .append("</mm0:timestamp>\n")
        .append(indent)
        .append("<size>")
        .append(file.size())
        .append("</size>\n")
        .append(indent)
        .append("<verification>\n");
    file.md5().ifPresent(hex -> hash(out, "md5", hex, indent));
    file.sha1().ifPresent(hex -> hash(out, "sha1", hex, indent));
    hash(out, "sha256", file.sha256(), indent);
    file.sha512().ifPresent(hex -> hash(out, "sha512", hex, indent));
    out.append(indent).append("</verification>\n");
  }

  private static void hash(StringBuilder out, String type, String hex, String indent) {
    out.append(indent)
        .append(" <hash type=\"")
        .append(type)
        .append("\">")
        .append(hex)
        .append("</hash>\n");
  }

  /** A mirror's element up to the value of its preference. */
  static String beginning(String protocol, Optional<String> country) {
    return "    <url protocol=\"%s\" type=\"%s\"%s preference=\""
        .formatted(protocol, protocol, country.map(" location=\"%s\""::formatted).orElse(""));
  }

  /**
   * The metalink of a file.
   *
   * @param path the file below the mirrors' bases, as it is in URLs
   * @param name the file's own
   * @param description as {@link #describing} has it; empty where nothing is known
   */
  static String of(
      Instant created,
      String path,
      String name,
      String description,
      Candidates candidates,
      int protocols) {
    StringBuilder out = new StringBuilder(1_500 + 200 * candidates.count());
    begin(out, created);
    out.append(" <files>\n  <file name=\"").append(Xml.text(name)).append("\">\n");
    out.append(description).append("   <resources maxconnections=\"1\">\n");
    String tail = Xml.text(path) + "</url>\n";
    for (int i = 0; i < candidates.count(); i++) {
      Mirror mirror = candidates.mirror(i);
      for (Mirror.Root base : mirror.bases()) {
        if ((base.protocol() & protocols) != 0) {
          out.append(base.xml())
              .append(Math.max(1, BEST - i))
              .append(mirror.host().restricted() ? "\" mm0:private=\"True\">" : "\">")
              .append(base.xmlUrl())
              .append(mirror.below(tail));
        }
      }
    }
    return out.append("   </resources>\n  </file>\n </files>\n</metalink>\n").toString();
  }

  /** A metalink that has nothing but a sentence, which may hold what a client said. */
  static String refusing(Instant created, String sentence) {
    StringBuilder out = new StringBuilder(500);
    begin(out, created);
    return out.append("<!-- ")
        .append(Xml.comment(sentence))
        .append(" -->\n</metalink>\n")
        .toString();
  }

  private static void begin(StringBuilder out, Instant created) {
    out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
        .append("<metalink version=\"3.0\" xmlns=\"http://www.metalinker.org/\"")
        .append(" type=\"dynamic\" pubdate=\"")
        .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(created.atOffset(ZoneOffset.UTC)))
        .append("\" generator=\"entrepot\"")
        .append(" xmlns:mm0=\"http://fedorahosted.org/mirrormanager\">\n");
  }
}
