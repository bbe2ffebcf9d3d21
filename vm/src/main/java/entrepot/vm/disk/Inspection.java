package entrepot.vm.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What a foreign disk image must not be, seen from its first bytes and before QEMU opens it. */
final class Inspection {
  private static final int SECTOR = 512;

  /** What raw disks do not begin with, though other images do. */
  private static final List<byte[]> OTHER_FORMATS =
      List.of(
          new byte[] {'Q', 'F', 'I', (byte) 0xfb},
          new byte[] {'Q', 'E', 'D', 0},
          ascii("KDMV"),
          ascii("COWD"),
          ascii("conectix"),
          ascii("vhdxfile"),
          ascii("# Disk DescriptorFile"),
          ascii("<<< "),
          ascii("WithoutFreeSpace"),
          new byte[] {'L', 'U', 'K', 'S', (byte) 0xba, (byte) 0xbe});

  private final Path file;
  private final DiskLimits limits;

  Inspection(Path file, DiskLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  DiskInfo of(DiskFormat stated) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new RefusedDisk(file, "it is no regular file");
      }
      long length = Files.size(file);
      return new DiskInfo(stated, stated == DiskFormat.RAW ? raw(length) : qcow2(length), length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long raw(long length) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(SECTOR);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      while (head.hasRemaining() && in.read(head) >= 0) {
        // Until it is whole, or the file ends.
      }
    }
    for (byte[] magic : OTHER_FORMATS) {
      if (ByteBuffer.wrap(magic).equals(head.slice(0, magic.length))) {
        throw new RefusedDisk(file, "stated as raw, but it begins as another format does");
      }
    }
    if (length == 0 || length % SECTOR != 0) {
      throw new RefusedDisk(file, "%d bytes are no whole sectors".formatted(length));
    }
    return size(length);
  }

  private long qcow2(long length) throws IOException {
    Qcow2Header header = Qcow2Header.read(file);
    refuseIf(header.backingOffset() != 0, "it is based on another file");
    refuseIf((header.features() & Qcow2Header.DATA_ELSEWHERE) != 0, "its data are in another file");
    refuseIf((header.features() & ~Qcow2Header.KNOWN_FEATURES) != 0, "it has unknown features");
    refuseIf(header.encryption() != 0, "it is encrypted");
    refuseIf(header.snapshots() != 0, "it holds snapshots");
    int bits = header.clusterBits();
    refuseIf(bits < 9 || bits > 21, "clusters of 2^%d bytes".formatted(bits));
    // A cluster of the second table names at least 2^(bits-4) clusters of data.
    long tableEntries = header.firstTableEntries();
    refuseIf(
        tableEntries > (limits.virtualBytes() >>> (2 * bits - 4)) + 1 || tableEntries * 8 > length,
        "a table of %d entries".formatted(tableEntries));
    return size(header.virtualBytes());
  }

  private long size(long virtual) {
    refuseIf(
        virtual <= 0 || virtual > limits.virtualBytes(),
        "a disk of %s bytes; at most %d are taken"
            .formatted(Long.toUnsignedString(virtual), limits.virtualBytes()));
    return virtual;
  }

  private void refuseIf(boolean found, String what) {
    if (found) {
      throw new RefusedDisk(file, what);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
