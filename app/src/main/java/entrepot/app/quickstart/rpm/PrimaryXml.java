package entrepot.app.quickstart.rpm;

import java.util.Collection;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.eclipse.packager.rpm.RpmTag;

/** A package's part of primary.xml: what dnf needs to choose and download it. */
final class PrimaryXml {
  private static final List<Kind> KINDS =
      List.of(
          new Kind("provides", RpmTag.PROVIDE_NAME, RpmTag.PROVIDE_VERSION, RpmTag.PROVIDE_FLAGS),
          new Kind("requires", RpmTag.REQUIRE_NAME, RpmTag.REQUIRE_VERSION, RpmTag.REQUIRE_FLAGS),
          new Kind(
              "conflicts", RpmTag.CONFLICT_NAME, RpmTag.CONFLICT_VERSION, RpmTag.CONFLICT_FLAGS),
          new Kind(
              "obsoletes", RpmTag.OBSOLETE_NAME, RpmTag.OBSOLETE_VERSION, RpmTag.OBSOLETE_FLAGS),
          new Kind(
              "recommends",
              RpmTag.RECOMMEND_NAME,
              RpmTag.RECOMMEND_VERSION,
              RpmTag.RECOMMEND_FLAGS));

  private PrimaryXml() {}

  private record Kind(String word, RpmTag name, RpmTag version, RpmTag flags) {}

  static void begin(Xml xml, int packages) throws XMLStreamException {
    xml.open(
        "metadata",
        "xmlns",
        "http://linux.duke.edu/metadata/common",
        "xmlns:rpm",
        "http://linux.duke.edu/metadata/rpm",
        "packages",
        Integer.toString(packages));
  }

  static void write(Xml xml, RpmPackage each, String href) throws XMLStreamException {
    RpmHeader header = each.header();
    xml.open("package", "type", "rpm");
    xml.text("name", header.text(RpmTag.NAME));
    xml.text("arch", header.text(RpmTag.ARCH));
    version(xml, header.evr());
    xml.text("checksum", each.sha256(), "type", "sha256", "pkgid", "YES");
    xml.text("summary", header.text(RpmTag.SUMMARY));
    xml.text("description", header.text(RpmTag.DESCRIPTION));
    xml.text("packager", header.text(RpmTag.PACKAGER));
    xml.text("url", header.text(RpmTag.URL));
    xml.empty(
        "time",
        "file",
        Long.toString(each.modified()),
        "build",
        Long.toString(header.number(RpmTag.BUILDTIME)));
    xml.empty(
        "size",
        "package",
        Long.toString(each.size()),
        "installed",
        Long.toString(Math.max(header.number(RpmTag.SIZE), header.number(RpmTag.LONGSIZE))),
        "archive",
        Long.toString(each.archiveSize()));
    xml.empty("location", "href", href);
    format(xml, header);
    xml.close();
  }

  /** The element {@code version}, as all three indexes have it. */
  static void version(Xml xml, RpmEvr evr) throws XMLStreamException {
    xml.empty(
        "version", "epoch", evr.epoch(), "ver", evr.version(), "rel", evr.release().orElse(""));
  }

  private static void format(Xml xml, RpmHeader header) throws XMLStreamException {
    xml.open("format");
    xml.text("rpm:license", header.text(RpmTag.LICENSE));
    xml.text("rpm:vendor", header.text(RpmTag.VENDOR));
    xml.text("rpm:group", header.text(RpmTag.GROUP));
    xml.text("rpm:buildhost", header.text(RpmTag.BUILDHOST));
    xml.text("rpm:sourcerpm", header.text(RpmTag.SOURCE_PACKAGE));
    xml.empty(
        "rpm:header-range",
        "start",
        Long.toString(header.start()),
        "end",
        Long.toString(header.end()));
    for (Kind kind : KINDS) {
      dependencies(
          xml, kind.word(), header.dependencies(kind.name(), kind.version(), kind.flags()));
    }
    for (RpmFile file : header.files()) {
      if (file.isPrimary()) {
        FilelistsXml.file(xml, file);
      }
    }
    xml.close();
  }

  private static void dependencies(Xml xml, String kind, Collection<RpmDependency> all)
      throws XMLStreamException {
    List<RpmDependency> told = all.stream().filter(d -> !d.isOfRpmItself()).toList();
    if (told.isEmpty()) {
      return;
    }
    xml.open("rpm:" + kind);
    for (RpmDependency each : told) {
      List<String> attributes = new java.util.ArrayList<>(List.of("name", each.name()));
      each.flags().ifPresent(flags -> attributes.addAll(List.of("flags", flags)));
      each.version()
          .ifPresent(evr -> {
            attributes.addAll(List.of("epoch", evr.epoch(), "ver", evr.version()));
            evr.release().ifPresent(release -> attributes.addAll(List.of("rel", release)));
          });
      if (each.before()) {
        attributes.addAll(List.of("pre", "1"));
      }
      xml.empty("rpm:entry", attributes.toArray(String[]::new));
    }
    xml.close();
  }
}
