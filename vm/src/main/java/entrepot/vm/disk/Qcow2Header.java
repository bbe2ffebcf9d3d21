package entrepot.vm.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The fixed part of a qcow2 file's header, as QEMU's docs/interop/qcow2.txt describes it. It is
 * read here first, so that QEMU never opens an image that leads elsewhere.
 */
record Qcow2Header(
    int version,
    long backingOffset,
    int clusterBits,
    long virtualBytes,
    int encryption,
    long firstTableEntries,
    long snapshots,
    long features) {
  static final int MAGIC = 0x514649fb;
  private static final int LENGTH = 104;

  /** The feature bit of an image whose data lie in another file. */
  static final long DATA_ELSEWHERE = 1L << 2;

  /**
   * Dirty and corrupt, data elsewhere, compression type, extended entries: QEMU 7.2 knows these.
   */
  static final long KNOWN_FEATURES = 0b11111;

  static Qcow2Header read(Path file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(LENGTH);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      while (head.hasRemaining() && in.read(head) >= 0) {
        // Until it is whole, or the file ends.
      }
    }
    head.flip();
    if (head.remaining() < 72) {
      throw new RefusedDisk(file, "%d bytes are no qcow2 image".formatted(head.remaining()));
    }
    if (head.getInt(0) != MAGIC) {
      throw new RefusedDisk(file, "it does not begin as qcow2 images do");
    }
    int version = head.getInt(4);
    if (version != 2 && (version != 3 || head.remaining() < LENGTH)) {
      throw new RefusedDisk(file, "version %d of qcow2 is unknown".formatted(version));
    }
    return new Qcow2Header(
        version,
        head.getLong(8),
        head.getInt(20),
        head.getLong(24),
        head.getInt(32),
        Integer.toUnsignedLong(head.getInt(36)),
        Integer.toUnsignedLong(head.getInt(60)),
        version == 2 ? 0 : head.getLong(72));
  }
}
