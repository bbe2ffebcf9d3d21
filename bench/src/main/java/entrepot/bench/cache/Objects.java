package entrepot.bench.cache;

import entrepot.kit.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Random;
import java.util.stream.IntStream;

/** Files that are made when they are asked for: the same number, the same bytes. */
final class Objects {
  private static final int LEAST = 1 << 10;
  private static final int MOST = 1 << 20;
  private static final byte[] POOL = new byte[2 * MOST];

  static {
    new Random(1).nextBytes(POOL);
  }

  private final int[] sizes;

  /** So many that they have {@code bytes} together: 1 KiB to 1 MiB, their logarithms even. */
  Objects(long bytes) {
    Random random = new Random(2);
    IntStream.Builder all = IntStream.builder();
    for (long sum = 0; sum < bytes; ) {
      int size = (int) (LEAST * Math.pow((double) MOST / LEAST, random.nextDouble()));
      all.add(size);
      sum += size;
    }
    sizes = all.build().toArray();
  }

  int count() {
    return sizes.length;
  }

  int size(int number) {
    return sizes[number];
  }

  /** Its bytes: its number, then a stretch of what is random once for all. */
  byte[] content(int number) {
    byte[] content = new byte[sizes[number]];
    int offset = (int) (number * 7919L % MOST);
    System.arraycopy(POOL, offset, content, 0, content.length);
    content[0] = (byte) number;
    content[1] = (byte) (number >> 8);
    content[2] = (byte) (number >> 16);
    return content;
  }

  /** Writes a file of that size, for the one that is cold. */
  static void write(long size, OutputStream out) throws IOException {
    byte[] piece = new byte[1 << 16];
    System.arraycopy(POOL, 0, piece, 0, piece.length);
    for (long left = size; left > 0; left -= piece.length) {
      out.write(piece, 0, (int) Math.min(left, piece.length));
    }
  }

  static Digest sha256(long size) throws IOException {
    MessageDigest hash = Digest.Algorithm.SHA256.hash();
    write(
        size,
        new OutputStream() {
          @Override
          public void write(int b) {
            hash.update((byte) b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            hash.update(bytes, offset, length);
          }
        });
    return Digest.of(Digest.Algorithm.SHA256, hash.digest());
  }
}
