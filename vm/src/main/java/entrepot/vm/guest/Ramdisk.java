package entrepot.vm.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * A ramdisk that the kernel unpacks as its root: a compressed cpio archive, the same for the same.
 */
final class Ramdisk implements AutoCloseable {
  private final CpioArchiveOutputStream out;
  private final Set<String> folders = new TreeSet<>();
  private long inode = 1;

  Ramdisk(Path file) throws IOException {
    OutputStream below = Files.newOutputStream(file);
    out = new CpioArchiveOutputStream(new GZIPOutputStream(below), CpioConstants.FORMAT_NEW);
  }

  /** An executable file from the host. */
  void program(String path, Path from) throws IOException {
    file(path, Files.readAllBytes(from));
  }

  /** An executable file that comes with Entrepot. */
  void own(String path, String resource) throws IOException {
    try (InputStream in = Ramdisk.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no " + resource);
      }
      file(path, in.readAllBytes());
    }
  }

  void file(String path, byte[] content) throws IOException {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      folder(path.substring(0, slash));
    }
    entry(path, CpioConstants.C_ISREG | 0755, content);
  }

  private void folder(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      folder(path.substring(0, slash));
    }
    if (folders.add(path)) {
      entry(path, CpioConstants.C_ISDIR | 0755, new byte[0]);
    }
  }

  private void entry(String path, long mode, byte[] content) throws IOException {
    CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, path, content.length);
    entry.setMode(mode);
    entry.setInode(inode++);
    entry.setTime(0);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
