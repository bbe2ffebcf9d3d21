package entrepot.collect.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpHandler;
import entrepot.collect.LoopbackServer;
import entrepot.collect.apt.TestingKey;
import entrepot.kit.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A small RPM repository on loopback, its mirrors, and every kind of mischief. */
final class TestingRpmRepository implements AutoCloseable {
  /** The folder that {@link #publish} writes. */
  static final String FOLDER = "repo";

  final LoopbackServer server = new LoopbackServer("/");

  /** What is served, by path without the leading slash. */
  final Map<String, byte[]> files = server.files;

  /** What some paths answer instead. */
  final Map<String, HttpHandler> mischief = server.mischief;

  /** Further metadata by type, plain; each is published as gz and named by its digest. */
  final Map<String, byte[]> metadata = new TreeMap<>();

  /** Further data elements of repomd.xml, as they are. */
  final StringBuilder data = new StringBuilder();

  /** Signs what is published. */
  @Nullable TestingKey key;

  long timestamp = 1_760_000_000;
  String checksumType = "sha256";
  String claim = "";

  private final Map<String, String> packages = new TreeMap<>();

  URI base() {
    return base(FOLDER);
  }

  URI base(String folder) {
    return URI.create(server.base() + "/" + folder);
  }

  byte[] file(String path) {
    return server.file(path);
  }

  byte[] repomd() {
    return file(FOLDER + "/repodata/repomd.xml");
  }

  static String fileName(String name) {
    return "Packages/%s/%s-1.0-1.fc42.noarch.rpm".formatted(name.charAt(0), name);
  }

  /** A package, and its element in primary.xml. */
  TestingRpmRepository add(String name, String content) {
    files.put(FOLDER + "/" + fileName(name), content.getBytes(UTF_8));
    return element(name, fileName(name), content.getBytes(UTF_8));
  }

  /** Only the element. */
  TestingRpmRepository element(String name, String href, byte[] content) {
    return element(name, "href=\"%s\"".formatted(href), checksum(content), content.length);
  }

  /** Only the element, with a location of those attributes and that checksum element. */
  TestingRpmRepository element(String name, String location, String checksum, long size) {
    packages.put(
        name,
        """
        <package type="rpm">
          <name>%s</name>
          <arch>noarch</arch>
          <version epoch="0" ver="1.0" rel="1.fc42"/>
          %s
          <summary>Says &lt;hello&gt; &amp; more</summary>
          <description/>
          <time file="1750000000" build="1740000000"/>
          <size package="%d" installed="100" archive="200"/>
          <location %s/>
          <format>
            <rpm:license>MIT</rpm:license>
            <rpm:header-range start="1" end="2"/>
            <rpm:provides><rpm:entry name="%s" flags="EQ"/></rpm:provides>
            <file>/usr/bin/%s</file>
          </format>
        </package>
        """
            .formatted(name, checksum, size, location, name, name));
    return this;
  }

  void remove(String name) {
    packages.remove(name);
  }

  String checksum(byte[] content) {
    return "<checksum type=\"%s\" pkgid=\"YES\">%s</checksum>"
        .formatted(checksumType, hex(content));
  }

  private String hex(byte[] content) {
    Digest.Algorithm algorithm =
        switch (checksumType) {
          case "sha" -> Digest.Algorithm.SHA1;
          default -> Digest.Algorithm.valueOf(checksumType.toUpperCase(java.util.Locale.ROOT));
        };
    return Digest.of(algorithm, algorithm.hash().digest(content)).hex();
  }

  String primary() {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <metadata xmlns="http://linux.duke.edu/metadata/common" \
    xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="%s">
    %s</metadata>
    """
        .formatted(claim.isEmpty() ? packages.size() : claim, String.join("", packages.values()));
  }

  /** Writes primary.xml and all other metadata, repomd.xml, and signs. */
  void publish() {
    publish(gzip(primary().getBytes(UTF_8)), "primary.xml.gz");
  }

  /** The same with that primary file. */
  void publish(byte[] primary, String name) {
    StringBuilder all = new StringBuilder();
    all.append(data("primary", primary, name));
    metadata.forEach((type, content) -> all.append(data(type, gzip(content), type + ".xml.gz")));
    publish(all.append(data).toString());
  }

  /** A repomd.xml of those data elements. */
  void publish(String elements) {
    String repomd =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <repomd xmlns="http://linux.duke.edu/metadata/repo" \
        xmlns:rpm="http://linux.duke.edu/metadata/rpm">
          <revision>%d</revision>
        %s</repomd>
        """
            .formatted(timestamp, elements);
    files.put(FOLDER + "/repodata/repomd.xml", repomd.getBytes(UTF_8));
    if (key != null) {
      files.put(FOLDER + "/repodata/repomd.xml.asc", key.detached(repomd.getBytes(UTF_8)));
    }
  }

  /** The file, served, and its element. */
  String data(String type, byte[] content, String name) {
    String href = "repodata/%s-%s".formatted(hex(content), name);
    files.put(FOLDER + "/" + href, content);
    return element(type, content, href, content.length);
  }

  /** Only the element. */
  String element(String type, byte[] content, String href, long size) {
    return """
      <data type="%s">
        <checksum type="%s">%s</checksum>
        <location href="%s"/>
        <timestamp>%d</timestamp>
        <size>%d</size>
      </data>
    """
        .formatted(type, checksumType, hex(content), href, timestamp, size);
  }

  /** All that is served under {@link #FOLDER}, as a mirror of the moment. */
  void mirrorTo(String folder) {
    Map<String, byte[]> copies = new TreeMap<>();
    files.forEach((path, content) -> {
      if (path.startsWith(FOLDER + "/")) {
        copies.put(folder + path.substring(FOLDER.length()), content);
      }
    });
    files.putAll(copies);
  }

  /** The address of a metalink that names these mirrors, the last preferred. */
  URI metalink(byte[] main, List<byte[]> alternates, String... mirrors) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <metalink version="3.0" xmlns="http://www.metalinker.org/" type="dynamic" \
        xmlns:mm0="http://fedorahosted.org/mirrormanager">
        <files><file name="repomd.xml">
        <mm0:timestamp>1</mm0:timestamp>
        """);
    text.append(hashes(main));
    text.append("<mm0:alternates>");
    alternates.forEach(content ->
        text.append("<mm0:alternate><mm0:timestamp>1</mm0:timestamp>")
            .append(hashes(content))
            .append("</mm0:alternate>"));
    text.append("</mm0:alternates><resources maxconnections=\"1\">");
    text.append("<url protocol=\"rsync\" preference=\"100\">rsync://x/repodata/repomd.xml</url>");
    for (int i = 0; i < mirrors.length; i++) {
      text.append(
          "<url protocol=\"http\" type=\"http\" location=\"DE\" preference=\"%d\">%s/repodata/repomd.xml</url>\n"
              .formatted(i + 1, base(mirrors[i])));
    }
    text.append("</resources></file></files></metalink>");
    files.put("metalink", text.toString().getBytes(UTF_8));
    return base("metalink");
  }

  private static String hashes(byte[] content) {
    Digest.Algorithm sha512 = Digest.Algorithm.SHA512;
    return "<size>%d</size><verification><hash type=\"md5\">00</hash>".formatted(content.length)
        + "<hash type=\"sha256\">%s</hash>".formatted(Digest.sha256Of(content).hex())
        + "<hash type=\"sha512\">%s</hash></verification>"
            .formatted(Digest.of(sha512, sha512.hash().digest(content)).hex());
  }

  /** The address of a list of these mirrors. */
  URI mirrorlist(String... mirrors) {
    StringBuilder text = new StringBuilder("# repo = x arch = y\nftp://elsewhere/x\n\n");
    for (String mirror : mirrors) {
      text.append(base(mirror)).append("/\n");
    }
    files.put("mirrorlist", text.toString().getBytes(UTF_8));
    return base("mirrorlist");
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The paths asked for since the last call. */
  List<String> takeAsked() {
    return server.takeAsked();
  }

  @Override
  public void close() {
    server.close();
  }
}
