package entrepot.cloud.ebs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reads a disk of our own making without a process for each block: a flat qcow2 file, version 2 or
 * 3, as docs/interop/qcow2.txt of QEMU says, neither compressed nor encrypted.
 */
final class QcowReader implements AutoCloseable {
  private static final int MAGIC = 0x514649fb;
  private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
  private static final long COMPRESSED = 1L << 62;
  private static final long ZERO = 1;
  private static final long FEATURES_KNOWN = 0b11; // dirty and corrupt say nothing of the tables

  private final Path file;
  private final FileChannel channel;
  private final int clusterBits;
  private final long size;
  private final long[] first;
  private long secondAt = -1;
  private long[] second = new long[0];

  private QcowReader(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    ByteBuffer header = read(0, 104);
    int version = header.getInt(4);
    this.clusterBits = header.getInt(20);
    this.size = header.getLong(24);
    int entries = header.getInt(36);
    if (header.getInt(0) != MAGIC
        || (version != 2 && version != 3)
        || header.getLong(8) != 0
        || header.getInt(32) != 0
        || clusterBits < 9
        || clusterBits > 21
        || entries < 0
        || entries > 1 << 22
        || (version == 3 && (header.getLong(72) & ~FEATURES_KNOWN) != 0)) {
      throw new IOException(file + " is no flat qcow2 disk");
    }
    this.first = longs(header.getLong(40), entries);
  }

  /** Opens a disk. */
  static QcowReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return new QcowReader(file, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether anything was ever written there. */
  boolean holds(long from, int length) throws IOException {
    for (long at = from; at < Math.min(from + length, size); at += 1L << clusterBits) {
      if (host(at) != 0) {
        return true;
      }
    }
    return false;
  }

  /** What the guest reads there; past the end all zeros. */
  byte[] read(long from, byte[] into) throws IOException {
    long cluster = 1L << clusterBits;
    int done = 0;
    while (done < into.length) {
      long at = from + done;
      int part = (int) Math.min(into.length - done, cluster - (at & (cluster - 1)));
      long host = at < size ? host(at) : 0;
      if (host != 0) {
        ByteBuffer target = ByteBuffer.wrap(into, done, part);
        fill(target, host + (at & (cluster - 1)), true);
      }
      done += part;
    }
    return into;
  }

  private long host(long at) throws IOException {
    int bits = clusterBits - 3;
    long index = at >>> clusterBits;
    long table = index >>> bits;
    long entry = table < first.length ? first[(int) table] & OFFSET : 0;
    if (entry == 0) {
      return 0;
    }
    if (entry != secondAt) {
      second = longs(entry, 1 << bits);
      secondAt = entry;
    }
    long found = second[(int) (index & ((1 << bits) - 1))];
    if ((found & COMPRESSED) != 0) {
      throw new IOException(file + " has compressed clusters");
    }
    return (found & ZERO) != 0 ? 0 : found & OFFSET;
  }

  private long[] longs(long at, int count) throws IOException {
    long[] all = new long[count];
    read(at, count * 8).asLongBuffer().get(all);
    return all;
  }

  private ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    fill(buffer, at, false);
    return buffer.flip();
  }

  /** A guest's last cluster may be cut short in the file; a table may not. */
  private void fill(ByteBuffer buffer, long at, boolean mayEnd) throws IOException {
    int begin = buffer.position();
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at + buffer.position() - begin);
      if (read < 0) {
        if (mayEnd) {
          return;
        }
        throw new IOException(file + " ends within its tables");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
