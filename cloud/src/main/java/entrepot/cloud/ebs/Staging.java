package entrepot.cloud.ebs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;

/**
 * A snapshot that is being written: a raw disk with holes, and beside it for each block whether it
 * was put (one byte) and its SHA-256. The block is written before its mark.
 */
final class Staging implements AutoCloseable {
  static final int BLOCK = 512 * 1024;
  private static final int MARK = 33;

  private final FileChannel disk;
  private final FileChannel marks;

  private Staging(FileChannel disk, FileChannel marks) {
    this.disk = disk;
    this.marks = marks;
  }

  /** Makes both files; the disk is of this size in bytes. */
  static void make(Path disk, Path marks, long bytes) throws IOException {
    Set<StandardOpenOption> fresh =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
    FileChannel.open(marks, fresh).close();
    try (FileChannel made = FileChannel.open(disk, fresh)) {
      made.write(ByteBuffer.allocate(1), bytes - 1);
    }
  }

  static Staging open(Path disk, Path marks) throws IOException {
    FileChannel first = FileChannel.open(disk, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      return new Staging(
          first, FileChannel.open(marks, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (IOException e) {
      first.close();
      throw e;
    }
  }

  void put(int index, byte[] block, byte[] sha256) throws IOException {
    write(disk, ByteBuffer.wrap(block), (long) index * BLOCK);
    write(marks, ByteBuffer.allocate(MARK).put((byte) 1).put(sha256).flip(), (long) index * MARK);
  }

  /** Puts what is not marked, from the parent. */
  void fill(int index, byte[] block) throws IOException {
    write(disk, ByteBuffer.wrap(block), (long) index * BLOCK);
  }

  boolean has(int index) throws IOException {
    ByteBuffer mark = ByteBuffer.allocate(1);
    return marks.read(mark, (long) index * MARK) == 1 && mark.get(0) == 1;
  }

  /** How many blocks were put, their checksums in the blocks' order added to the digest. */
  int sum(MessageDigest digest) throws IOException {
    int count = 0;
    ByteBuffer mark = ByteBuffer.allocate(MARK);
    for (long at = 0; at < marks.size(); at += MARK) {
      mark.clear();
      if (marks.read(mark, at) == MARK && mark.get(0) == 1) {
        digest.update(mark.array(), 1, MARK - 1);
        count++;
      }
    }
    return count;
  }

  void force() throws IOException {
    disk.force(true);
  }

  private static void write(FileChannel to, ByteBuffer bytes, long at) throws IOException {
    long next = at;
    while (bytes.hasRemaining()) {
      next += to.write(bytes, next);
    }
  }

  @Override
  public void close() throws IOException {
    try (disk) {
      marks.close();
    }
  }
}
