package entrepot.app.quickstart.pypi;

import entrepot.collect.python.CoreMetadata;
import entrepot.collect.python.DistributionName;
import entrepot.collect.python.ProjectFile;
import entrepot.collect.python.ProjectName;
import entrepot.kit.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipFile;

/**
 * A distribution of the index's folder.
 *
 * @param metadata of a wheel, its METADATA
 */
@SuppressWarnings("ArrayRecordComponent") // written once, to whoever asks
record IndexedFile(
    ProjectName project,
    String version,
    String filename,
    long size,
    Digest sha256,
    Optional<byte[]> metadata) {
  private static final int LARGEST_METADATA = 1 << 20;

  /** Reads a file; throws where it is no distribution, or a wheel that is not whole. */
  static IndexedFile read(Path file) throws IOException {
    String filename = String.valueOf(file.getFileName());
    DistributionName name = DistributionName.parse(filename);
    if (name.project().isEmpty() || name.version().isEmpty()) {
      throw new IOException(filename + " is no distribution's name");
    }
    return new IndexedFile(
        name.project().get(),
        name.version().get().toString(),
        filename,
        Files.size(file),
        Digest.sha256Of(Files.readAllBytes(file)),
        filename.endsWith(".whl") ? Optional.of(metadataOf(file)) : Optional.empty());
  }

  private static byte[] metadataOf(Path wheel) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      var entry =
          zip.stream()
              .filter(each -> each.getName().matches("[^/]+\\.dist-info/METADATA"))
              .findFirst()
              .orElseThrow(() -> new IOException(wheel.getFileName() + " has no METADATA"));
      try (InputStream in = zip.getInputStream(entry)) {
        return in.readNBytes(LARGEST_METADATA);
      }
    }
  }

  /** As the page of its project names it. */
  ProjectFile listed(URI folder) {
    return new ProjectFile(
        filename,
        folder.resolve(filename),
        List.of(sha256),
        OptionalLong.of(size),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        metadata
            .map(bytes -> CoreMetadata.of(List.of(Digest.sha256Of(bytes))))
            .orElse(CoreMetadata.NONE),
        Optional.empty());
  }
}
