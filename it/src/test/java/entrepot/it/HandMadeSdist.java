package entrepot.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** A source distribution that setuptools builds, after it has run what a test wants. */
final class HandMadeSdist {
  private HandMadeSdist() {}

  /** Writes {@code NAME-VERSION.tar.gz}, of one module, into the folder. */
  static Path in(Path folder, String name, String version, String code) {
    String setup =
        "import os, sys, time\nfrom setuptools import setup\n%s\nsetup(name='%s', version='%s', py_modules=['%s'])\n"
            .formatted(code, name, version, name);
    String top = name + "-" + version;
    Path file = folder.resolve(top + ".tar.gz");
    try {
      Files.createDirectories(folder);
      try (TarArchiveOutputStream tar =
          new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(file)))) {
        put(tar, top + "/setup.py", setup);
        put(tar, top + "/" + name + ".py", "value = 1\n");
        put(
            tar,
            top + "/PKG-INFO",
            "Metadata-Version: 1.0\nName: %s\nVersion: %s\n".formatted(name, version));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(TarArchiveOutputStream tar, String name, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
