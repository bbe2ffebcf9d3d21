package entrepot.collect.pypi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names of projects, each with a serial, in some forty bytes apiece: an index may have a million.
 * Names are added in any order, and read in theirs after {@link #sort}.
 */
final class SerialList {
  /** The serial of a project whose index gives none. */
  static final long UNKNOWN = -1;

  /** The serial of a project that is no longer on the list. */
  static final long DROPPED = Long.MIN_VALUE;

  private byte[] names = new byte[1 << 12];
  private int[] ends = new int[1 << 8];
  private long[] serials = new long[1 << 8];
  private int size;

  /** Adds a project; the serial is {@link #UNKNOWN} where the index gives none. */
  void add(String name, long serial) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    int start = start(size);
    if (start + bytes.length > names.length) {
      names = Arrays.copyOf(names, Math.max(names.length * 2, start + bytes.length));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
      serials = Arrays.copyOf(serials, size * 2);
    }
    System.arraycopy(bytes, 0, names, start, bytes.length);
    ends[size] = start + bytes.length;
    serials[size] = serial;
    size++;
  }

  int size() {
    return size;
  }

  String name(int index) {
    int start = start(index);
    return new String(names, start, ends[index] - start, StandardCharsets.US_ASCII);
  }

  long serial(int index) {
    return serials[index];
  }

  /** Replaces a serial; threads that write different indexes do not disturb each other. */
  void serial(int index, long serial) {
    serials[index] = serial;
  }

  /** Orders by name; of a name that occurs twice, the higher serial stays. */
  void sort() {
    if (ascends()) {
      return;
    }
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> compare(a, this, b));
    SerialList sorted = new SerialList();
    for (int i = 0; i < size; i++) {
      int from = order[i];
      boolean again = i > 0 && compare(order[i - 1], this, from) == 0;
      if (again) {
        int last = sorted.size - 1;
        sorted.serials[last] = Math.max(sorted.serials[last], serials[from]);
      } else {
        sorted.add(name(from), serials[from]);
      }
    }
    names = sorted.names;
    ends = sorted.ends;
    serials = sorted.serials;
    size = sorted.size;
  }

  private boolean ascends() {
    for (int i = 1; i < size; i++) {
      if (compare(i - 1, this, i) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Compares a name with one of another list. */
  int compare(int index, SerialList other, int otherIndex) {
    return Arrays.compareUnsigned(
        names,
        start(index),
        ends[index],
        other.names,
        other.start(otherIndex),
        other.ends[otherIndex]);
  }

  /** Where the name is in a sorted list; negative when it is not there. */
  int find(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order =
          Arrays.compareUnsigned(names, start(middle), ends[middle], wanted, 0, wanted.length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
