package entrepot.collect.apt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpHandler;
import entrepot.collect.LoopbackServer;
import entrepot.kit.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** A small signed Debian archive on loopback: one suite, and every kind of mischief. */
final class TestingArchive implements AutoCloseable {
  static final String SUITE = "stable";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  final LoopbackServer server = new LoopbackServer("/");

  /** What is served, by path without the leading slash. */
  final Map<String, byte[]> files = server.files;

  /** What some paths answer instead. */
  final Map<String, HttpHandler> mischief = server.mischief;

  /** By name, such as {@code main/binary-amd64/Packages}: the indexes before compression. */
  final Map<String, byte[]> indexes = new TreeMap<>();

  /** Further lines of the SHA256 section. */
  final StringBuilder listed = new StringBuilder();

  /** Fields at the head of the release file, by name. */
  final Map<String, String> fields = new TreeMap<>();

  /** Signs what is published. */
  TestingKey key;

  boolean byHash = true;

  private final Map<String, String> stanzas = new TreeMap<>();

  TestingArchive(TestingKey key) {
    this.key = key;
    fields.put("Suite", SUITE);
    fields.put("Codename", "testing-codename");
    fields.put("Architectures", "amd64");
    fields.put("Components", "main");
    date(Instant.parse("2026-11-01T00:00:00Z"));
  }

  URI base() {
    return URI.create(server.base() + "/debian");
  }

  /** What is served at that path. */
  byte[] file(String path) {
    return server.file(path);
  }

  void date(Instant date) {
    fields.put("Date", DATE.format(date));
  }

  void validUntil(Instant date) {
    fields.put("Valid-Until", DATE.format(date));
  }

  /** A package in the pool and in Packages. */
  TestingArchive add(String name, String content) {
    String path = "pool/main/%s_1.0+b1~1_amd64.deb".formatted(name);
    files.put("debian/" + path, content.getBytes(UTF_8));
    return stanza(name, path, content.getBytes(UTF_8));
  }

  /** Only the stanza. */
  TestingArchive stanza(String name, String path, byte[] content) {
    stanzas.put(
        name,
        """
        Package: %s
        Version: 1.0+b1~1
        Depends: something,
         very long
        Filename: %s
        Size: %d
        MD5sum: d41d8cd98f00b204e9800998ecf8427e
        SHA256: %s

        """
            .formatted(name, path, content.length, Digest.sha256Of(content).hex()));
    return this;
  }

  void remove(String name) {
    stanzas.remove(name);
  }

  /** Puts a stanza as it is. */
  TestingArchive raw(String name, String stanza) {
    stanzas.put(name, stanza);
    return this;
  }

  /** Writes Packages, compresses and lists all indexes, signs. */
  void publish() {
    indexes.put("main/binary-amd64/Packages", String.join("", stanzas.values()).getBytes(UTF_8));
    StringBuilder sums = new StringBuilder();
    indexes.forEach((name, content) -> {
      list(sums, name, content, false);
      list(sums, name + ".gz", gzip(content), true);
      list(sums, name + ".xz", xz(content), true);
    });
    StringBuilder release = new StringBuilder();
    fields.forEach((name, value) -> release.append(name).append(": ").append(value).append('\n'));
    if (byHash) {
      release.append("Acquire-By-Hash: yes\n");
    }
    release.append("SHA256:\n").append(sums).append(listed);
    publish(release.toString());
  }

  /** Signs that text as the release file. */
  void publish(String release) {
    files.put("debian/dists/stable/InRelease", key.inline(release.getBytes(UTF_8)));
  }

  private void list(StringBuilder sums, String name, byte[] content, boolean served) {
    String digest = Digest.sha256Of(content).hex();
    sums.append(" %s %d %s\n".formatted(digest, content.length, name));
    if (served) {
      files.put("debian/dists/stable/" + name, content);
      if (byHash) {
        String folder = name.contains("/") ? name.substring(0, name.lastIndexOf('/') + 1) : "";
        files.put("debian/dists/stable/" + folder + "by-hash/SHA256/" + digest, content);
      }
    }
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

  static byte[] xz(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
      xz.write(content);
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
