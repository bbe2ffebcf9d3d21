package entrepot.app.quickstart.rpm;

import entrepot.kit.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import org.eclipse.packager.rpm.RpmSignatureTag;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.parse.RpmInputStream;

/** A package file as repodata describes it, read from its own bytes. */
public final class RpmPackage {
  private final Path file;
  private final String sha256;
  private final long size;
  private final long modified;
  private final long archiveSize;
  private final RpmHeader header;

  private RpmPackage(
      Path file, String sha256, long size, long modified, long archiveSize, RpmHeader header) {
    this.file = file;
    this.sha256 = sha256;
    this.size = size;
    this.modified = modified;
    this.archiveSize = archiveSize;
    this.header = header;
  }

  /** Reads any package, once from its first to its last byte. */
  public static RpmPackage read(Path file) throws IOException {
    var hash = Digest.Algorithm.SHA256.hash();
    try (InputStream whole =
            new DigestInputStream(
                new BufferedInputStream(Files.newInputStream(file), 1 << 16), hash);
        RpmInputStream in = new RpmInputStream(whole)) {
      RpmHeader header = new RpmHeader(in.getPayloadHeader());
      var signatures = in.getSignatureHeader();
      Object archive =
          signatures
              .getOptionalTag(RpmSignatureTag.PAYLOAD_SIZE)
              .or(() -> signatures.getOptionalTag(RpmSignatureTag.LONGARCHIVESIZE))
              .orElse(0L);
      whole.transferTo(OutputStream.nullOutputStream());
      return new RpmPackage(
          file,
          HexFormat.of().formatHex(hash.digest()),
          Files.size(file),
          Files.getLastModifiedTime(file).toInstant().getEpochSecond(),
          ((Number) archive).longValue(),
          header);
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      throw new IOException(file + " cannot be read as a package: " + e.getMessage(), e);
    }
  }

  /** Where it lies. */
  public Path file() {
    return file;
  }

  /** The whole file's sha256 in hexadecimal digits: the package's id in repodata. */
  public String sha256() {
    return sha256;
  }

  /** The whole file's size in bytes. */
  public long size() {
    return size;
  }

  /** {@code name-version-release.arch}. */
  public String nevra() {
    return "%s-%s-%s.%s"
        .formatted(
            header.text(RpmTag.NAME),
            header.text(RpmTag.VERSION),
            header.text(RpmTag.RELEASE),
            header.text(RpmTag.ARCH));
  }

  /** Where the header begins and ends in the file, as {@code rpm:header-range} has it. */
  public long headerStart() {
    return header.start();
  }

  /** The first byte behind the header. */
  public long headerEnd() {
    return header.end();
  }

  RpmHeader header() {
    return header;
  }

  /** Seconds since 1970. */
  long modified() {
    return modified;
  }

  /** The uncompressed cpio archive's size in bytes. */
  long archiveSize() {
    return archiveSize;
  }
}
