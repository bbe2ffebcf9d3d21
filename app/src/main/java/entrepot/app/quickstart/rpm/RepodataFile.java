package entrepot.app.quickstart.rpm;

import entrepot.kit.Digest;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import javax.xml.stream.XMLStreamException;

/** One gzip-compressed index that is being written; it gets its name when its checksum is known. */
final class RepodataFile {
  private final String type;
  private final Path part;
  private final Measured packed;
  private final Measured open;
  private final OutputStream buffered;
  private final Xml xml;

  /** Begins the index of a type, such as {@code primary}, in the folder {@code repodata}. */
  RepodataFile(Path repodata, String type) throws IOException, XMLStreamException {
    this.type = type;
    this.part = repodata.resolve("." + type + ".part");
    this.packed = new Measured(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16));
    this.open = new Measured(new GZIPOutputStream(packed, 1 << 16));
    // The JDK's XML writer hands over single bytes.
    this.buffered = new BufferedOutputStream(open, 1 << 13);
    this.xml = new Xml(buffered);
  }

  Xml xml() {
    return xml;
  }

  /** Ends the document and names the file {@code <sha256>-<type>.xml.gz}. */
  Entry finish() throws IOException, XMLStreamException {
    xml.end();
    buffered.close();
    String checksum = packed.checksum();
    Path file = part.resolveSibling(checksum + "-" + type + ".xml.gz");
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new Entry(
        type,
        "repodata/" + file.getFileName(),
        checksum,
        open.checksum(),
        packed.count,
        open.count);
  }

  /**
   * What repomd.xml says of an index.
   *
   * @param checksum sha256 of the file
   * @param openChecksum sha256 of what it holds uncompressed
   */
  record Entry(
      String type, String href, String checksum, String openChecksum, long size, long openSize) {}

  private static final class Measured extends FilterOutputStream {
    private final MessageDigest hash = Digest.Algorithm.SHA256.hash();
    private long count;

    Measured(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      hash.update(bytes, from, length);
      count += length;
    }

    String checksum() {
      return HexFormat.of().formatHex(hash.digest());
    }
  }
}
