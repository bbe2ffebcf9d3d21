package entrepot.release;

/** A set of evenly spread numbers, at about 16 bytes each. */
final class LongSet {
  private long[] slots = new long[1024];
  private int size;
  private boolean zero;

  void add(long value) {
    if (value == 0) {
      zero = true;
      return;
    }
    if (2 * size >= slots.length) {
      grow();
    }
    insert(value);
  }

  boolean contains(long value) {
    return value == 0 ? zero : slots[slot(value)] == value;
  }

  private void insert(long value) {
    int slot = slot(value);
    if (slots[slot] == 0) {
      slots[slot] = value;
      size++;
    }
  }

  /** Where the value is, or the free place where it belongs. */
  private int slot(long value) {
    int slot = (int) value & (slots.length - 1);
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] former = slots;
    slots = new long[former.length * 2];
    size = 0;
    for (long value : former) {
      if (value != 0) {
        insert(value);
      }
    }
  }
}
