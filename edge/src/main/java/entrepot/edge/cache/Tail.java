package entrepot.edge.cache;

import entrepot.kit.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * What stands behind a file's bytes in the cache, so that any part of it can be checked by itself:
 *
 * <pre>
 *   the file's bytes
 *   blocks × u32     CRC-32C of each 64 KiB; the last block may be shorter
 *   u64 magic   u64 the file's size   u32 CRC-32C of all of the tail before it
 * </pre>
 *
 * Big-endian. CRC-32C finds every change of up to four bytes in a row, and is made by the
 * processor; that the whole is what its digest says was checked when the tail was made.
 */
final class Tail {
  static final int BLOCK = 64 * 1024;

  private static final long MAGIC = 0x656e_7472_6361_6331L;
  private static final int FIXED = 8 + 8 + 4;
  private static final int MOST_BLOCKS = 1 << 24;

  private final long size;
  private final int[] sums;

  private Tail(long size, int[] sums) {
    this.size = size;
    this.sums = sums;
  }

  long size() {
    return size;
  }

  /** The size of a file whose bytes and tail together are so long; empty: no such file is. */
  static OptionalLong sizeOf(long length) {
    long blocks = ceil(length - FIXED, BLOCK + 4L);
    long size = length - FIXED - 4 * blocks;
    return length < FIXED || size < 0 || blocks != ceil(size, BLOCK)
        ? OptionalLong.empty()
        : OptionalLong.of(size);
  }

  /** How long a file of that size is with its tail. */
  static long lengthOf(long size) {
    return size + 4 * ceil(size, BLOCK) + FIXED;
  }

  private static long ceil(long value, long by) {
    return (value + by - 1) / by;
  }

  /**
   * Reads a whole file and writes its tail behind it; answers false, and writes nothing, when its
   * bytes are not those of the digest.
   */
  static boolean append(Path file, Digest sha256) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      int blocks = Math.toIntExact(ceil(size, BLOCK));
      ByteBuffer tail = ByteBuffer.allocate(4 * blocks + FIXED);
      MessageDigest whole = Digest.Algorithm.SHA256.hash();
      byte[] block = new byte[(int) Math.min(BLOCK, Math.max(1, size))];
      for (long at = 0; at < size; at += BLOCK) {
        int length = (int) Math.min(BLOCK, size - at);
        if (!fill(channel, ByteBuffer.wrap(block, 0, length), at)) {
          return false;
        }
        whole.update(block, 0, length);
        tail.putInt(crc(block, length));
      }
      if (!Digest.of(Digest.Algorithm.SHA256, whole.digest()).equals(sha256)) {
        return false;
      }
      tail.putLong(MAGIC).putLong(size);
      tail.putInt(crc(tail.array(), tail.position())).flip();
      for (long at = size; tail.hasRemaining(); ) {
        at += channel.write(tail, at);
      }
      return true;
    }
  }

  /** The tail of an open file; null when it is not whole. */
  static @org.jspecify.annotations.Nullable Tail read(FileChannel channel) throws IOException {
    long length = channel.size();
    OptionalLong size = sizeOf(length);
    if (size.isEmpty() || ceil(size.getAsLong(), BLOCK) > MOST_BLOCKS) {
      return null;
    }
    ByteBuffer tail = ByteBuffer.allocate((int) (length - size.getAsLong()));
    if (!fill(channel, tail, size.getAsLong())) {
      return null;
    }
    int blocks = (tail.capacity() - FIXED) / 4;
    tail.position(4 * blocks);
    boolean whole =
        tail.getLong() == MAGIC
            && tail.getLong() == size.getAsLong()
            && tail.getInt() == crc(tail.array(), tail.capacity() - 4);
    if (!whole) {
      return null;
    }
    int[] sums = new int[blocks];
    tail.rewind().asIntBuffer().get(sums);
    return new Tail(size.getAsLong(), sums);
  }

  /**
   * Reads a block into {@code into}, from its start on; answers its length, 0 behind the end, and
   * -1 when its bytes are not those that were written.
   */
  int block(FileChannel channel, long number, byte[] into) throws IOException {
    long at = number * BLOCK;
    int length = Math.clamp(size - at, 0, BLOCK);
    if (length == 0) {
      return 0;
    }
    boolean all = fill(channel, ByteBuffer.wrap(into, 0, length), at);
    return all && crc(into, length) == sums[(int) number] ? length : -1;
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static boolean fill(FileChannel channel, ByteBuffer into, long position)
      throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int n = channel.read(into, at);
      if (n < 0) {
        return false;
      }
      at += n;
    }
    return true;
  }
}
