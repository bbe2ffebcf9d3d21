package entrepot.collect.wheels.sandbox;

import java.util.BitSet;

/** Gives each running job a user id of its own, so that the kernel's limits for users hold it. */
final class Slots {
  /** No package and no person has these: systemd gives them to services for their lifetime. */
  private static final int FIRST_USER = 61_200;

  private final BitSet taken = new BitSet();

  synchronized int take() {
    int slot = taken.nextClearBit(0);
    taken.set(slot);
    return FIRST_USER + slot;
  }

  synchronized void giveBack(int user) {
    taken.clear(user - FIRST_USER);
  }
}
