package entrepot.store.gc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Many sha256 digests in little memory: 48 to 96 bytes each, in tables with open addressing that
 * are at most two thirds full. Digests are their own hashes. There are many tables, because one
 * array would end at 22 million digests, and to double a small one needs little room beside it.
 */
final class DigestSet {
  private static final int LENGTH = 32;
  private static final int TABLES = 64;

  private final Table[] tables = new Table[TABLES];
  private boolean hasZero;

  DigestSet() {
    for (int i = 0; i < TABLES; i++) {
      tables[i] = new Table();
    }
  }

  int size() {
    int size = hasZero ? 1 : 0;
    for (Table each : tables) {
      size += each.size;
    }
    return size;
  }

  /** False when it was there already. */
  boolean add(byte[] digest) {
    if (isZero(digest, 0)) {
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    return tableOf(digest).add(digest);
  }

  boolean contains(byte[] digest) {
    return isZero(digest, 0) ? hasZero : tableOf(digest).contains(digest);
  }

  /** By the last byte: the first ones say where in its table a digest is. */
  private Table tableOf(byte[] digest) {
    return tables[Math.floorMod(digest[LENGTH - 1], TABLES)];
  }

  /** One part of the digests. */
  private static final class Table {
    private byte[] table = new byte[64 * LENGTH];
    private int size;

    boolean add(byte[] digest) {
      if (3L * size >= 2L * slots()) {
        grow();
      }
      int at = find(table, digest, 0);
      if (!isZero(table, at)) {
        return false;
      }
      System.arraycopy(digest, 0, table, at, LENGTH);
      size++;
      return true;
    }

    boolean contains(byte[] digest) {
      return !isZero(table, find(table, digest, 0));
    }

    private int slots() {
      return table.length / LENGTH;
    }

    private void grow() {
      byte[] larger = new byte[Math.multiplyExact(table.length, 2)];
      for (int at = 0; at < table.length; at += LENGTH) {
        if (!isZero(table, at)) {
          System.arraycopy(table, at, larger, find(larger, table, at), LENGTH);
        }
      }
      table = larger;
    }
  }

  /** Where the digest is in {@code table}, or the free place where it belongs. */
  private static int find(byte[] table, byte[] source, int from) {
    int slots = table.length / LENGTH;
    int slot = Math.floorMod(ByteBuffer.wrap(source).getInt(from), slots);
    while (true) {
      int at = slot * LENGTH;
      if (isZero(table, at) || equal(table, at, source, from)) {
        return at;
      }
      slot = (slot + 1) % slots;
    }
  }

  private static boolean equal(byte[] one, int at, byte[] other, int from) {
    return Arrays.equals(one, at, at + LENGTH, other, from, from + LENGTH);
  }

  private static boolean isZero(byte[] bytes, int at) {
    for (int i = at; i < at + LENGTH; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
