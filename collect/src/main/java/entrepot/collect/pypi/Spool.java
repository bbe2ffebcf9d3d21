package entrepot.collect.pypi;

import entrepot.kit.http.BodySink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes a page: in memory while it is small, as most are, else in a temporary file. */
final class Spool implements BodySink, AutoCloseable {
  /** Bytes; pages beyond that are read one at a time. */
  static final int SMALL = 1 << 20;

  private final Path folder;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable Path file;
  private @Nullable OutputStream out;

  /** Spills into {@code folder}, which is made when it is needed. */
  Spool(Path folder) {
    this.folder = folder;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      if (out == null && memory.size() + length > SMALL) {
        spill();
      }
      (out == null ? memory : out).write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException("keeping a page", e);
    }
  }

  private void spill() throws IOException {
    Files.createDirectories(folder);
    file = Files.createTempFile(folder, "page-", ".tmp");
    out = Files.newOutputStream(file);
    memory.writeTo(out);
    memory.reset();
  }

  @Override
  public void restart() {
    close();
    memory.reset();
  }

  /** Whether it did not fit into memory. */
  boolean isLarge() {
    return file != null;
  }

  /** What came. */
  InputStream open() {
    try {
      if (out == null || file == null) {
        return new ByteArrayInputStream(memory.toByteArray());
      }
      out.flush();
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading a page", e);
    }
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
        out = null;
      }
      if (file != null) {
        Files.deleteIfExists(file);
        file = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("removing a temporary page", e);
    }
  }
}
